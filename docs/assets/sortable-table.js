// A table whose heads with `data-sort` sort its rows by the `data-key` of their cells; what has no key stays last. Their buttons stand in the page.
// @ts-check
for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll(".jz-table"))) {
  const body = table.tBodies[0];
  const heads = [...(table.tHead?.rows[0].cells || [])];
  const { compare } = new Intl.Collator("en", { numeric: true });
  for (const head of heads.filter((cell) => "sort" in cell.dataset)) {
    const button = head.querySelector("button");
    if (!button) continue;
    button.disabled = false;
    button.addEventListener("click", () => {
      const down = head.ariaSort === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.ariaSort = down ? "descending" : "ascending";
      /** @param {HTMLTableRowElement} row */
      const key = (row) => row.cells[head.cellIndex].dataset.key || "";
      /** @type {(a: HTMLTableRowElement, b: HTMLTableRowElement) => number} */
      const order = (a, b) => (+!key(a) - +!key(b)) || (down ? compare(key(b), key(a)) : compare(key(a), key(b)));
      body.append(...[...body.rows].sort(order));
    });
  }
}
