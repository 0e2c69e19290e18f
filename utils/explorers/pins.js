// The table of pinned runs, which scrolls where there are many.

function render({ model, el }) {
  el.classList.add("pins");
  const table = element("table", "", { "aria-label": "Pinned runs" });
  table.className = "step-table pins-table";
  const frame = element("div", "");
  frame.className = "pins-frame";
  frame.append(table);
  const { buttons, status } = copyAndSave(model, "pinned-runs.csv");
  const row = element("div", "");
  row.className = "pins-row";
  row.append(element("b", "Pinned runs"), ...buttons, button("Unpin all", () => unpin(null)), status);
  el.append(row, frame);

  function unpin(label) {
    model.send({ unpin: label });
  }

  function show() {
    const place = [...table.querySelectorAll("button")].indexOf(document.activeElement);
    const was = el.contains(document.activeElement);
    const head = element("tr", "");
    head.append(...model.get("headings").map((text) => element("th", text, { scope: "col" })), element("td", ""));
    const n_before = table.tBodies[0]?.rows.length ?? 0;
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
    table.replaceChildren(top, body);
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
