// A table of results, which scrolls where it is long.

function render({ model, el }) {
  el.classList.add("results");
  const frame = element("div", "", { tabindex: "0", role: "region", "aria-label": model.get("title") });
  frame.className = "results-frame";
  frame.dataset.lmSuppressShortcuts = "true"; // the arrow keys scroll the table
  const table = element("table", "");
  table.className = "step-table results-table";
  frame.append(table);
  const { buttons, status } = copyAndSave(model, model.get("file_name"));
  const row = element("div", "");
  row.className = "pins-row";
  row.append(...buttons, status);
  el.append(frame, row);

  function show() {
    const current = model.get("current");
    const head = element("tr", "");
    head.append(...model.get("headings").map((text) => element("th", text, { scope: "col" })));
    const rows = model.get("rows").map(([label, ...cells], number) => {
      const made = element("tr", "", number === current ? { "aria-current": "true" } : {});
      made.append(element("th", label, { scope: "row" }), ...cells.map((text) => element("td", text)));
      return made;
    });
    const [top, body] = [element("thead", ""), element("tbody", "")];
    top.append(head);
    body.append(...rows);
    table.replaceChildren(element("caption", model.get("title")), top, body);
    status.textContent = "";
    requestAnimationFrame(() => lookAt(body.rows[current]));
  }

  function lookAt(row) {
    if (row && (row.offsetTop < frame.scrollTop || row.offsetTop > frame.scrollTop + frame.clientHeight - 60)) {
      frame.scrollTop = row.offsetTop - frame.clientHeight / 2;
    }
  }

  model.on("change:rows change:current", show);
  show();
  return () => model.off("change:rows change:current", show);
}

export default { render };
