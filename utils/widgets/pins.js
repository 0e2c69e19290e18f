// The table of pinned runs. It is copied and saved by the browser alone.

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function button(label, action, attributes = {}) {
  const made = element("button", label, { type: "button", ...attributes });
  made.className = "jupyter-button pins-button";
  made.addEventListener("click", action);
  return made;
}

function render({ model, el }) {
  el.classList.add("pins");
  const table = element("table", "");
  table.className = "step-table pins-table";
  const status = element("span", "", { role: "status", "aria-live": "polite" });
  const row = element("div", "");
  row.className = "pins-row";
  row.append(button("Copy the table", copy), button("Save as CSV", save), button("Unpin all", () => unpin(null)), status);
  el.append(table, row);

  async function copy() {
    const copied = await copyText(model.get("text"));
    status.textContent = copied ? "Copied." : "The browser did not let us copy. Mark the table and press Ctrl+C.";
  }

  function save() {
    const link = element("a", "", { download: "pinned-runs.csv" });
    link.href = URL.createObjectURL(new Blob([model.get("csv")], { type: "text/csv" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    status.textContent = "Saved as pinned-runs.csv.";
  }

  function unpin(label) {
    model.send({ unpin: label });
  }

  function show() {
    const buttons = [...table.querySelectorAll("button")];
    const place = buttons.indexOf(document.activeElement);
    const was = el.contains(document.activeElement);
    const head = element("tr", "");
    head.append(...model.get("headings").map((text) => element("th", text, { scope: "col" })), element("td", ""));
    const rows = model.get("rows").map(([label, ...cells]) => {
      const made = element("tr", "");
      const last = element("td", "");
      last.append(button("Unpin", () => unpin(label), { "aria-label": `Unpin ${label}` }));
      made.append(element("th", label, { scope: "row" }), ...cells.map((text) => element("td", text)), last);
      return made;
    });
    const [top, body] = [element("thead", ""), element("tbody", "")];
    top.append(head);
    body.append(...rows);
    table.replaceChildren(element("caption", "Pinned runs"), top, body);
    status.textContent = "";
    if (!was) return;
    // Whoever unpins with the keyboard stays close: on the next row, or on the button that pins
    const left = table.querySelectorAll("button");
    if (left.length && place >= 0) left[Math.min(place, left.length - 1)].focus();
    else if (!left.length) {
      const others = [...(el.closest(".explorer")?.querySelectorAll("button") ?? [])];
      others.find((other) => other.textContent.trim() === "Pin this run")?.focus();
    }
  }

  model.on("change:rows", show);
  show();
  return () => model.off("change:rows", show);
}

export default { render };
