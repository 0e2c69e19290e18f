// What ipywidgets leaves out for screen readers and keyboards, in one box of widgets such as an explorer or a card: names
// of sliders, buttons and boxes, values with the digits that the page shows, and keys that reach what has the focus.

const LOOK_FOR_BOX_MS = 200;
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
      put(readout, "role", "textbox");
      put(readout, "aria-label", `${labelOf(row)}, exact value`);
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
function keepKeys(event) {
  const target = event.target;
  if (!target.matches?.(".jupyter-widgets *, .live-figure *")) return;
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

// Mends the box around an element, now and whenever its parts change; returns what ends that.
function keepAccessible(el, selector) {
  let timer, asked;
  const observer = new MutationObserver(() => {
    asked ??= requestAnimationFrame(() => {
      asked = undefined;
      mend(el.closest(selector) ?? el);
    });
  });
  const begin = () => {
    const box = el.closest(selector);
    if (!box) {
      timer = setTimeout(begin, LOOK_FOR_BOX_MS); // its part of the page is not there yet
      return;
    }
    const attributeFilter = ["aria-valuetext", "class", "style"];
    observer.observe(box, { childList: true, subtree: true, attributes: true, attributeFilter });
    mend(box);
  };
  begin();
  window.addEventListener("keydown", keepKeys, true); // before JupyterLab hears it
  window.addEventListener("click", keepPlace, true);
  return () => {
    window.removeEventListener("keydown", keepKeys, true);
    window.removeEventListener("click", keepPlace, true);
    clearTimeout(timer);
    cancelAnimationFrame(asked);
    observer.disconnect();
  };
}
