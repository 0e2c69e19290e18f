// A slider and its Play button have the same value. Python hears it from the one that the reader uses, and at once.

async function initialize({ model }) {
  const widget = (name) => model.widget_manager.get_model(model.get(name).slice("IPY_MODEL_".length));
  const [slider, play] = await Promise.all([widget("slider"), widget("play")]);

  function lead() {
    if (slider.get("value") === play.get("value")) return;
    slider.set("value", play.get("value"));
    slider.save_changes();
  }

  // Without a message of its own: the button sends its value when it is pressed
  function follow() {
    play.set("value", slider.get("value"));
  }

  play.on("change:value", lead);
  slider.on("change:value", follow);
  return () => {
    play.off("change:value", lead);
    slider.off("change:value", follow);
  };
}

export default { initialize };
