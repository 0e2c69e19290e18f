// A button that sends a file of the learner's to Python, and a line that says what became of it.

function render({ model, el }) {
  el.classList.add("file-choice");
  const input = document.createElement("input");
  input.type = "file";
  input.accept = model.get("accept");
  input.hidden = true;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jupyter-button file-button";
  button.textContent = model.get("label");
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.setAttribute("aria-live", "polite");
  el.append(input, button, ...(model.get("has_line") ? [status] : []));

  const show = () => {
    status.textContent = model.get("status");
    status.classList.toggle("file-choice-problem", model.get("is_problem"));
  };
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", async () => {
    const [file] = input.files;
    input.value = ""; // so that the same file can be chosen again
    if (!file) return;
    status.textContent = `Reading ${file.name} ...`;
    // A larger message would cut the page off from Python, without a word
    if (file.size > model.get("most_bytes")) return model.send({ name: file.name, problem: "large" });
    try {
      model.send({ name: file.name }, undefined, [await file.arrayBuffer()]);
    } catch {
      model.send({ name: file.name, problem: "unreadable" });
    }
  });
  model.on("change:status", show);
  model.on("change:is_problem", show);
  model.on("msg:custom", show); // the answer, also where the words are the same as before
  show();
  return () => {
    model.off("change:status", show);
    model.off("change:is_problem", show);
    model.off("msg:custom", show);
  };
}

export default { render };
