// What ipywidgets leaves out for screen readers and keyboards, in one box of widgets such as an explorer or a card:
// names of sliders, buttons and boxes, values with the digits that the page shows, and keys that reach the widget
// that has the focus and not the notebook's shortcuts.

const LOOK_FOR_BOX_MS = 200;
const KEEPS_KEYS = "data-lm-suppress-shortcuts";
const ICON_NAMES = { "fa-play": "Play", "fa-pause": "Pause", "fa-stop": "Stop and rewind", "fa-repeat": "Repeat" };
const TAKES_KEYS = "button, select, input, textarea, summary, a[href], [tabindex], [contenteditable]";

function put(element, name, value) {
  if (value && element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function labelOf(element) {
  return element?.querySelector(".widget-label")?.textContent.trim();
}

function mend(box) {
  for (const element of box.querySelectorAll(TAKES_KEYS)) put(element, KEEPS_KEYS, "true");
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

// Mends the box around an element, now and whenever its parts change; returns what ends that.
function keepAccessible(el, selector) {
  let timer, asked;
  const observer = new MutationObserver(() => {
    asked ??= requestAnimationFrame(() => {
      asked = undefined;
      mend(el.closest(selector) ?? el);
    });
  });
  // JupyterLab would hear no key at all on these elements; those with Control, such as Ctrl+S, are meant for it
  const letThrough = ({ target, ctrlKey, metaKey }) => {
    if ((ctrlKey || metaKey) && target.hasAttribute?.(KEEPS_KEYS) && el.closest(selector)?.contains(target)) {
      target.removeAttribute(KEEPS_KEYS);
      setTimeout(() => target.setAttribute(KEEPS_KEYS, "true"));
    }
  };
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
  window.addEventListener("keydown", letThrough, true); // before JupyterLab, which listens at the document
  return () => {
    window.removeEventListener("keydown", letThrough, true);
    clearTimeout(timer);
    cancelAnimationFrame(asked);
    observer.disconnect();
  };
}
