// What ipywidgets leaves out for screen readers and keyboards, in one box of widgets such as an explorer or a card: names
// of sliders, buttons and boxes, values with the digits that the page shows, and keys that reach what has the focus.

const LOOK_FOR_BOX_MS = 200;
const SAY_AFTER_MS = 100;
const AROUND_CONTROL_PX = 8;
const MOST_QUOTED = 20;
const READOUT = '.widget-readout[contenteditable="true"]';
const ICON_NAMES = { "fa-play": "Play", "fa-pause": "Pause", "fa-stop": "Stop and rewind", "fa-repeat": "Repeat" };

function put(element, name, value) {
  if (value && element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function labelOf(element) {
  return element?.querySelector(".widget-label")?.textContent.trim();
}

function mend(box) {
  for (const handle of box.querySelectorAll('.widget-inline-hbox [role="slider"]')) {
    const row = handle.closest(".widget-inline-hbox");
    const readout = row.querySelector(".widget-readout");
    put(handle, "aria-label", labelOf(row));
    if (readout && readout.style.display !== "none") {
      if (readout.matches(READOUT)) {
        put(readout, "role", "textbox");
        put(readout, "aria-label", `${labelOf(row)}, exact value`);
      }
      if (document.activeElement !== readout) put(handle, "aria-valuetext", readout.textContent);
    }
  }
  for (const input of box.querySelectorAll(".learning-rate input[type=text]")) {
    put(input, "aria-label", `${labelOf(input.closest(".learning-rate"))}, exact value`);
  }
  for (const icon of box.querySelectorAll("button:not([title]) > i.fa")) {
    const name = Object.keys(ICON_NAMES).find((name) => icon.classList.contains(name));
    if (!icon.parentElement.textContent.trim()) put(icon.parentElement, "aria-label", ICON_NAMES[name]);
  }
}

// A key that is pressed on a slider, a button or a menu belongs to it: with it, JupyterLab would add, cut or leave a
// cell, and Notebook would go to another one. Only with Ctrl, Alt or Cmd does it stay theirs, such as to save. Escape
// leads out of the box, to its cell, from where the arrow keys go on through the page.
let byTab = false; // whether the focus moves by the Tab key
let before = null; // what the slider's box with the focus said when it came

function keepKeys(event) {
  if (event.isTrusted) byTab = event.key === "Tab";
  const target = event.target;
  if (!target.matches?.(".jupyter-widgets *, .live-figure *")) return;
  if (event.key === "Escape" && target.matches(READOUT) && before !== null) target.textContent = before;
  if (event.key === "Escape") target.closest(".jp-Notebook .jp-Cell")?.focus();
  const isTheirs = event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && event.key === "Enter");
  if (isTheirs) delete target.dataset.lmSuppressShortcuts;
  else target.dataset.lmSuppressShortcuts = "true";
}

// The button that opens what is hidden below a heading goes when it is pressed, and the focus with it: no key would be
// heard any more. So the heading's cell gets the focus, and Shift+Enter and the arrow keys go on from there.
function keepPlace(event) {
  const cell = event.target.closest?.(".jp-showHiddenCellsButton")?.closest(".jp-Cell");
  if (!cell) return;
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) cell.focus({ preventScroll: true });
  });
}

function forgetTab() {
  byTab = false;
}

function scrollerOf(element) {
  for (let one = element.parentElement; one; one = one.parentElement) {
    if (one.scrollHeight > one.clientHeight && /auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return document.scrollingElement;
}

// The figure and its sentence come into view, with all controls or as many as there is room for, from the one with the
// focus on. What stands below the figure has seen it already.
function showFigure(box, control) {
  const figure = box?.querySelector(".live-figure")?.getBoundingClientRect();
  const place = control.getBoundingClientRect();
  if (!figure || place.top > figure.bottom) return;
  const scroller = scrollerOf(box);
  const page = scroller === document.scrollingElement;
  const view = page ? { top: 0, bottom: window.innerHeight } : scroller.getBoundingClientRect();
  const all = Math.min(box.getBoundingClientRect().top, figure.top);
  const top = figure.bottom - all <= view.bottom - view.top ? all : Math.min(place.top - AROUND_CONTROL_PX, figure.top);
  const wanted = Math.min(Math.max(0, figure.bottom - view.bottom), top - view.top);
  // In all cases, the control stays on the page
  scroller.scrollTop += Math.min(Math.max(wanted, place.bottom - view.bottom), place.top - view.top);
}

// Whoever comes to a control by the Tab key cannot scroll there, since the arrow keys are the control's: so the figure
// comes along. And what is typed into a slider's box takes the place of what stands in it, as in any box.
function arrive(event) {
  const control = event.target;
  before = control.matches(READOUT) ? control.textContent : null;
  if (!byTab) return;
  if (before !== null) getSelection().selectAllChildren(control);
  requestAnimationFrame(() => showFigure(control.closest(".explorer"), control)); // after the browser has scrolled
}

// A slider takes what is typed into its box as far as it goes: 99 as its end, 0,5 as 0, and nothing of a word. Returns
// a sentence about a text that is none of its numbers.
function refusal(row, text) {
  const handle = row.querySelector('[role="slider"]');
  const [low, high] = ["aria-valuemin", "aria-valuemax"].map((name) => Number(handle.getAttribute(name)));
  const number = text === "" ? NaN : Number(text.replace("\u2212", "-"));
  if (number >= low && number <= high) return "";
  const point = /^[-\u2212]?\d*,\d+$/.test(text) ? ": write it with a point" : "";
  const wanted = Number.isNaN(number) ? `a number${point}` : `between ${low} and ${high}`;
  return `\u201c${text.slice(0, MOST_QUOTED)}\u201d is not ${wanted}.`;
}

// Mends the box around an element, now and whenever its parts change; returns what ends that. `say` hears of what was
// typed in vain.
function keepAccessible(el, selector, say = () => {}) {
  let timer, asked, box;
  const typed = ({ key, target }) => {
    if (key !== "Enter" || !target.matches?.(READOUT)) return;
    const row = target.closest(".widget-inline-hbox");
    const problem = refusal(row, target.textContent.trim());
    const now = () => `${problem} For now, ${labelOf(row)} is ${target.textContent.trim()}.`;
    if (problem) setTimeout(() => say(now()), SAY_AFTER_MS); // the slider hears of it first, and then Python
  };
  // ipywidgets means to take what was typed when its box is left, and does not hear of that
  const leave = ({ target }) => {
    if (!target.matches?.(READOUT) || before === null || target.textContent === before) return;
    const enter = new KeyboardEvent("keydown", { key: "Enter", keyCode: 13, bubbles: true, cancelable: true });
    setTimeout(() => target.dispatchEvent(enter)); // once the focus has moved: until then a key calls it to the cell
  };
  const observer = new MutationObserver(() => {
    asked ??= requestAnimationFrame(() => {
      asked = undefined;
      mend(el.closest(selector) ?? el);
    });
  });
  const begin = () => {
    box = el.closest(selector);
    if (!box) {
      timer = setTimeout(begin, LOOK_FOR_BOX_MS); // its part of the page is not there yet
      return;
    }
    const attributeFilter = ["aria-valuetext", "class", "style"];
    observer.observe(box, { childList: true, subtree: true, attributes: true, attributeFilter });
    mend(box);
    box.addEventListener("focusin", arrive);
    box.addEventListener("keydown", typed, true); // before the slider hears it
    box.addEventListener("blur", leave, true);
  };
  begin();
  window.addEventListener("keydown", keepKeys, true); // before JupyterLab hears it
  window.addEventListener("click", keepPlace, true);
  window.addEventListener("pointerdown", forgetTab, true);
  return () => {
    box?.removeEventListener("focusin", arrive);
    box?.removeEventListener("keydown", typed, true);
    box?.removeEventListener("blur", leave, true);
    window.removeEventListener("pointerdown", forgetTab, true);
    window.removeEventListener("keydown", keepKeys, true);
    window.removeEventListener("click", keepPlace, true);
    clearTimeout(timer);
    cancelAnimationFrame(asked);
    observer.disconnect();
  };
}
