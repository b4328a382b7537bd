// A table whose heads with `data-sort` sort its rows by the `data-key` of their cells; what has no key stays last. Their buttons stand in the page.
for (const table of document.querySelectorAll(".jz-table")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const { compare } = new Intl.Collator("en", { numeric: true });
  for (const head of heads.filter((cell) => "sort" in cell.dataset)) {
    const button = head.querySelector("button");
    button.disabled = false;
    button.addEventListener("click", () => {
      const down = head.ariaSort === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.ariaSort = down ? "descending" : "ascending";
      const key = (row) => row.cells[head.cellIndex].dataset.key;
      const order = (a, b) => (!key(a) - !key(b)) || (down ? compare(key(b), key(a)) : compare(key(a), key(b)));
      body.append(...[...body.rows].sort(order));
    });
  }
}
