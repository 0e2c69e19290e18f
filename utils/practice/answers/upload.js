// A button that takes a file from the learner's computer and hands its name and its text to Python.

const MOST_BYTES = 2_000_000; // a file of answers has a few thousand

function render({ model, el }) {
  const button = document.createElement("button");
  button.className = "jupyter-button widget-button card-download";
  button.textContent = model.get("label");
  const input = document.createElement("input");
  Object.assign(input, { type: "file", accept: ".json,application/json", hidden: true });
  el.append(button, input);
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    const text = await file.slice(0, MOST_BYTES).text(); // what is cut off is no file of answers
    input.value = ""; // so that the same file can be chosen again
    model.send({ name: file.name, text });
  });
}

export default { render };
