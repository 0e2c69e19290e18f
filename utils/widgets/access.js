// What ipywidgets leaves out for screen readers, in one box of widgets such as an explorer or a card: names of sliders,
// buttons and boxes, and values with the digits that the page shows.

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
  return () => {
    clearTimeout(timer);
    cancelAnimationFrame(asked);
    observer.disconnect();
  };
}
