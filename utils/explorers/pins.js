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

  // The table tells the eye that a run was pinned; what the figure says by itself tells the ear
  function say(before) {
    const spoken = el.closest(".explorer")?.querySelector(".live-figure-spoken");
    if (!spoken) return;
    const added = labels.filter((label) => !before.includes(label));
    const gone = before.filter((label) => !labels.includes(label));
    const told = [added.length && `${added.join(", ")} is pinned.`, gone.length && `${gone.join(", ")} is unpinned.`];
    if (added.length + gone.length === 0) spoken.textContent = "This run was pinned already.";
    else spoken.textContent = labels.length ? told.filter(Boolean).join(" ") : "No run is pinned any more.";
  }

  let labels = [];
  function show() {
    const place = [...table.querySelectorAll("button")].indexOf(document.activeElement);
    const was = el.contains(document.activeElement);
    const byHand = el.closest(".explorer")?.contains(document.activeElement); // not as a page brings pins back
    const before = labels;
    labels = model.get("rows").map(([label]) => label);
    const n_before = table.tBodies[0]?.rows.length ?? 0;
    const rows = fill(table, model, { last: unpinCell });
    status.textContent = "";
    if (rows.length > n_before) frame.scrollTop = frame.scrollHeight; // the run that was pinned last
    if (byHand) say(before);
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
