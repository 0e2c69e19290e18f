// A table of results. It is copied and saved by the browser alone.

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function render({ model, el }) {
  el.classList.add("results");
  const frame = element("div", "", { tabindex: "0", role: "region", "aria-label": model.get("title") });
  frame.className = "results-frame";
  frame.dataset.lmSuppressShortcuts = "true"; // arrow keys scroll the table
  const table = element("table", "");
  table.className = "step-table results-table";
  frame.append(table);
  const row = element("div", "");
  row.className = "pins-row";
  const status = element("span", "", { role: "status", "aria-live": "polite" });
  for (const [label, action] of [["Copy the table", copy], ["Save as CSV", save]]) {
    const button = element("button", label, { type: "button" });
    button.className = "jupyter-button";
    button.addEventListener("click", action);
    row.append(button);
  }
  row.append(status);
  el.append(frame, row);

  async function copy() {
    const copied = await copyText(model.get("text"));
    status.textContent = copied ? "Copied." : "The browser did not let us copy. Mark the table and press Ctrl+C.";
  }

  function save() {
    const name = model.get("file_name");
    const link = element("a", "", { download: name });
    link.href = URL.createObjectURL(new Blob([model.get("csv")], { type: "text/csv" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    status.textContent = `Saved as ${name}.`;
  }

  function show() {
    const head = element("tr", "");
    head.append(...model.get("headings").map((text) => element("th", text, { scope: "col" })));
    const rows = model.get("rows").map(([label, ...cells], number) => {
      const made = element("tr", "", number === model.get("current") ? { "aria-current": "true" } : {});
      made.append(element("th", label, { scope: "row" }), ...cells.map((text) => element("td", text)));
      return made;
    });
    const [top, body] = [element("thead", ""), element("tbody", "")];
    top.append(head);
    body.append(...rows);
    table.replaceChildren(element("caption", model.get("title")), top, body);
    status.textContent = "";
  }

  model.on("change:rows change:current", show);
  show();
  return () => model.off("change:rows change:current", show);
}

export default { render };
