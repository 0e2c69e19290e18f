// What tables have in common: cells, and buttons that copy and save. The browser alone does both.

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

// Fills a table; `more` are elements that stand before its rows, `last` makes the last cell of a row.
function fill(table, model, { more = [], last = null } = {}) {
  const head = element("tr", "");
  head.append(...model.get("headings").map((text) => element("th", text, { scope: "col" })));
  if (last) head.append(element("td", ""));
  const rows = model.get("rows").map(([label, ...cells], number) => {
    const made = element("tr", "", number === model.get("current") ? { "aria-current": "true" } : {});
    made.append(element("th", label, { scope: "row" }), ...cells.map((text) => element("td", text)));
    if (last) made.append(last(label));
    return made;
  });
  const [top, body] = [element("thead", ""), element("tbody", "")];
  top.append(head);
  body.append(...rows);
  table.replaceChildren(...more, top, body);
  return rows;
}

function copyAndSave(model, fileName) {
  const status = element("span", "", { role: "status", "aria-live": "polite" });

  async function copy() {
    const copied = await copyText(model.get("text"));
    status.textContent = copied ? "Copied." : "The browser did not let us copy. Mark the table and press Ctrl+C.";
  }

  function save() {
    saveFile(fileName, model.get("csv"), "text/csv");
    status.textContent = `Saved as ${fileName}.`;
  }

  return { buttons: [button("Copy the table", copy), button("Save as CSV", save)], status };
}
