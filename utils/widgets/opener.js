// A button that opens and closes a part of the page: pressed in, and announced as expanded, while it is open.

function render({ model, el }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jupyter-button widget-toggle-button opener";
  button.textContent = model.get("label");
  button.title = model.get("hint");
  el.append(button);
  button.addEventListener("click", () => {
    model.set("value", !model.get("value"));
    model.save_changes();
  });
  const show = () => {
    button.classList.toggle("mod-active", model.get("value"));
    button.setAttribute("aria-expanded", String(model.get("value")));
  };
  model.on("change:value", show);
  show();
  return () => model.off("change:value", show);
}

export default { render };
