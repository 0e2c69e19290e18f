// A button that gives a file to the browser. Python makes the file when the button is pressed.

function render({ model, el }) {
  const button = document.createElement("button");
  button.className = "jupyter-button widget-button card-download";
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
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([model.get("contents")], { type: "application/json" }));
    link.download = model.get("file_name");
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  model.on("change:number", give);
  return () => model.off("change:number", give);
}

export default { render };
