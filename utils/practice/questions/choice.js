// A question with its options as radio buttons. All texts are escaped by choice.py.

function render({ model, el }) {
  el.classList.add("choice");
  const group = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.innerHTML = model.get("text");
  group.append(legend);
  // Every question is a group of its own. This file is loaded once for each of them, so it cannot count them.
  const name = `choice-${Math.random().toString(36).slice(2)}`;

  const buttons = Object.entries(model.get("options")).map(([letter, text]) => {
    const label = document.createElement("label");
    const button = document.createElement("input");
    Object.assign(button, { type: "radio", name, value: letter });
    const mark = document.createElement("b");
    mark.textContent = `${letter}.`;
    const words = document.createElement("span");
    words.innerHTML = text;
    label.append(button, mark, words);
    group.append(label);
    button.addEventListener("change", () => {
      // A message, since a change of state waits while the kernel is busy, and a button's press would overtake it.
      model.set("letter", letter);
      model.send({ letter });
    });
    return button;
  });
  el.append(group);

  const show = () => {
    for (const button of buttons) {
      button.checked = button.value === model.get("letter");
      button.disabled = model.get("locked");
      button.parentElement.classList.toggle("choice-chosen", button.checked);
    }
  };
  model.on("change:letter change:locked", show);
  show();
  return () => model.off("change:letter change:locked", show);
}

export default { render };
