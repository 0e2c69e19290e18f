// Gives a logarithmic slider the learning rate as its spoken value. By itself it would say the exponent: -2 for 0.01.

const LOOK_AGAIN_MS = 200;

async function render({ model, el }) {
  const widget = (name) => model.widget_manager.get_model(model.get(name).slice("IPY_MODEL_".length));
  const [slider, box] = await Promise.all([widget("slider"), widget("box")]);
  let timer, handle;

  // The box has the exact rate as soon as Python has answered; until then the slider is newer.
  function say() {
    const shown = Math.min(Math.max(Math.log10(box.get("value")), slider.get("min")), slider.get("max"));
    const moved = Math.abs(shown - Math.log10(slider.get("value"))) > 0.6 * slider.get("step");
    const words = moved ? String(Number(slider.get("value").toPrecision(3))) : box.get("value");
    if (handle && handle.getAttribute("aria-valuetext") !== words) handle.setAttribute("aria-valuetext", words);
  }

  const changed = new MutationObserver(say); // the slider writes its own words at every move
  function begin() {
    handle = el.closest(".learning-rate")?.querySelector('[role="slider"]');
    if (!handle) {
      timer = setTimeout(begin, LOOK_AGAIN_MS); // its part of the page is not there yet
      return;
    }
    changed.observe(handle, { attributes: true, attributeFilter: ["aria-valuetext"] });
    say();
  }
  for (const each of [slider, box]) each.on("change:value", say);
  begin();
  return () => {
    clearTimeout(timer);
    changed.disconnect();
    for (const each of [slider, box]) each.off("change:value", say);
  };
}

export default { render };
