// The table of pinned runs, which scrolls where there are many.

function render({ model, el }) {
  el.classList.add("pins");
  const table = element("table", "", { "aria-label": "Pinned runs" });
  table.className = "data-table pins-table";
  const frame = element("div", "");
  frame.className = "pins-frame";
  frame.append(table);
  const { buttons, status } = copyAndSave(model, model.get("file_name"));
  const row = element("div", "");
  row.className = "table-buttons";
  row.append(element("b", "Pinned runs"), ...buttons, button("Unpin all", () => unpin(null)), status);
  el.append(row, frame);

  function unpin(label) {
    model.send({ unpin: label });
  }

  function unpinCell(label) {
    const cell = element("td", "");
    cell.append(button("Unpin", () => unpin(label), { "aria-label": `Unpin ${label}` }));
    return cell;
  }

  function show() {
    const place = [...table.querySelectorAll("button")].indexOf(document.activeElement);
    const was = el.contains(document.activeElement);
    const n_before = table.tBodies[0]?.rows.length ?? 0;
    const rows = fill(table, model, { last: unpinCell });
    status.textContent = "";
    if (rows.length > n_before) frame.scrollTop = frame.scrollHeight; // the run that was pinned last
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
