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

const shapes = new WeakMap(); // of each table: what its cells were made for

// Fills a table; `more` are elements that stand before its rows, `last` makes the last cell of a row from its label.
// Where only words change, the cells stay: a reader's mark and a screen reader's place last, and a table that follows
// a slider leaves nothing to clear away.
function fill(table, model, { more = [], last = null } = {}) {
  const [headings, rows] = [model.get("headings"), model.get("rows")];
  const shape = JSON.stringify([headings, rows.map(([label, ...cells]) => [cells.length, last && label])]);
  if (shapes.get(table) !== shape) table.replaceChildren(...more, ...emptyParts(headings, rows, last));
  shapes.set(table, shape);
  const made = [...table.tBodies[0].rows];
  made.forEach((row, number) => {
    rows[number].forEach((text, column) => write(row.cells[column], text));
    if (number === model.get("current")) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  });
  return made;
}

function emptyParts(headings, rows, last) {
  const head = element("tr", "");
  head.append(...headings.map((text) => element("th", text, { scope: "col" })));
  if (last) head.append(element("td", ""));
  const [top, body] = [element("thead", ""), element("tbody", "")];
  top.append(head);
  for (const [label, ...cells] of rows) {
    const row = element("tr", "");
    row.append(element("th", "", { scope: "row" }), ...cells.map(() => element("td", "")));
    if (last) row.append(last(label));
    body.append(row);
  }
  return [top, body];
}

// Into an element that holds nothing but text
function write(element, text) {
  if (element.textContent === text) return;
  if (element.firstChild) element.firstChild.data = text;
  else element.textContent = text;
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
