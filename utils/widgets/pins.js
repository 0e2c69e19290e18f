// The table of pinned runs.

function render({ model, el }) {
  el.classList.add("pins");
  const table = element("table", "");
  table.className = "step-table pins-table";
  const { buttons, status } = copyAndSave(model, "pinned-runs.csv");
  const row = element("div", "");
  row.className = "pins-row";
  row.append(...buttons, button("Unpin all", () => unpin(null)), status);
  el.append(table, row);

  function unpin(label) {
    model.send({ unpin: label });
  }

  function show() {
    const place = [...table.querySelectorAll("button")].indexOf(document.activeElement);
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
