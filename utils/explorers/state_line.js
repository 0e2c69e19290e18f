// A box that holds the state of an explorer as one line: copy it, or paste another one and press Enter. A line that the
// figure shows closes the box; whoever pressed Enter goes on from the button that opens it.

function render({ model, el }) {
  el.classList.add("state-line");
  const label = document.createElement("label");
  label.append("State line");
  const box = document.createElement("input");
  box.type = "text";
  box.spellcheck = false;
  label.append(box);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jupyter-button";
  button.textContent = "Copy";
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.setAttribute("aria-live", "polite");
  el.append(label, button, status);

  const showLine = () => {
    box.value = model.get("line");
    status.textContent = "";
  };
  const answer = (message) => {
    if (message.problem === undefined) return;
    if (message.problem) status.textContent = message.problem;
    else {
      showLine();
      const openers = [...(el.closest(".explorer")?.querySelectorAll(".opener") ?? [])];
      const opener = openers.find((one) => one.textContent === "State line");
      if (el.contains(document.activeElement)) opener?.focus();
    }
  };
  box.addEventListener("focus", () => box.select());
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") model.send({ restore: box.value });
    if (event.key === "Escape") showLine();
  });
  button.addEventListener("click", async () => {
    const copied = await copyText(box.value);
    status.textContent = copied ? "Copied." : "The browser did not let us copy. Mark the line and press Ctrl+C.";
  });
  model.on("change:line", showLine);
  model.on("msg:custom", answer);
  showLine();
  const end = keepAccessible(el, ".explorer", (problem) => model.send({ say: problem }));
  return () => {
    end();
    model.off("change:line", showLine);
    model.off("msg:custom", answer);
  };
}

export default { render };
