// A table of results, which scrolls where it is long.

function render({ model, el }) {
  el.classList.add("results");
  const title = model.get("title");
  const table = element("table", "");
  table.className = "data-table results-table";
  const frame = element("div", "", { tabindex: "0", role: "group", "aria-label": title });
  frame.className = "results-frame";
  frame.append(table);
  const { buttons, status } = copyAndSave(model, model.get("file_name"));
  const row = element("div", "");
  row.className = "table-buttons";
  row.append(...buttons, status);
  // A table without a file is short: it needs no buttons, and nothing to scroll it with
  el.append(...(model.get("file_name") ? [frame, row] : [table]));

  const more = title ? [element("caption", title)] : [];
  function show() {
    const rows = fill(table, model, { more });
    status.textContent = "";
    requestAnimationFrame(() => lookAt(rows[model.get("current")]));
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
