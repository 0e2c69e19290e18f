// What tables of results have in common: cells, and buttons that copy and save. The browser alone does both.

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function button(label, action, attributes = {}) {
  const made = element("button", label, { type: "button", ...attributes });
  made.className = "jupyter-button";
  made.addEventListener("click", action);
  return made;
}

function copyAndSave(model, fileName) {
  const status = element("span", "", { role: "status", "aria-live": "polite" });

  async function copy() {
    const copied = await copyText(model.get("text"));
    status.textContent = copied ? "Copied." : "The browser did not let us copy. Mark the table and press Ctrl+C.";
  }

  function save() {
    const link = element("a", "", { download: fileName });
    link.href = URL.createObjectURL(new Blob([model.get("csv")], { type: "text/csv" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    status.textContent = `Saved as ${fileName}.`;
  }

  return { buttons: [button("Copy the table", copy), button("Save as CSV", save)], status };
}
