// A button that gives a file to the browser. Python makes the file when the button is pressed.

function render({ model, el }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jupyter-button file-button";
  button.textContent = model.get("label");
  el.append(button);
  let asked = false; // only the page whose button was pressed gets the file
  button.addEventListener("click", () => {
    asked = true;
    model.send({ wanted: true });
  });
  const give = () => {
    if (!asked) return;
    asked = false;
    saveFile(model.get("file_name"), model.get("contents"), model.get("kind"));
  };
  model.on("change:number", give);
  return () => model.off("change:number", give);
}

export default { render };
