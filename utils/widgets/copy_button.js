// A button that copies a text.

function render({ model, el }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jupyter-button file-button";
  button.textContent = model.get("label");
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  el.append(button, status);
  button.addEventListener("click", async () => {
    const copied = await copyText(model.get("text"));
    status.textContent = copied ? " Copied." : " The browser did not let us copy. Mark the line and press Ctrl+C.";
  });
  const forget = () => (status.textContent = "");
  model.on("change:text", forget);
  return () => model.off("change:text", forget);
}

export default { render };
