/** Tables that the server wrote, made sortable by their heads. */

/** Makes every column of `table[data-sortable]` sort by a button in its head; `data-sort` on a cell says by what. */
export function prepareSorting(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>("table[data-sortable]")) {
    table.querySelectorAll<HTMLTableCellElement>("thead th:not([data-unsorted])").forEach((head) => prepare(table, head));
  }
}

function prepare(table: HTMLTableElement, head: HTMLTableCellElement): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sort";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const isDescending = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.querySelectorAll("thead th")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
    for (const body of table.tBodies) {
      body.append(...[...body.rows].sort((a, b) => order(keyOf(a, head), keyOf(b, head), isDescending)));
    }
  });
}

function keyOf(row: HTMLTableRowElement, head: HTMLTableCellElement): string {
  const cell = row.cells[head.cellIndex];
  return cell?.dataset["sort"] ?? cell?.querySelector("time")?.dateTime ?? cell?.textContent?.trim() ?? "";
}

/** Returns how two keys stand: numbers by size, other text by the language, nothing always last. */
export function order(a: string, b: string, isDescending: boolean): number {
  if (!a || !b) return Number(!a) - Number(!b);
  const [left, right] = [numberOf(a), numberOf(b)];
  const found = Number.isNaN(left) || Number.isNaN(right) ? a.localeCompare(b) : left - right;
  return isDescending ? -found : found;
}

function numberOf(text: string): number {
  return /^-?[\d,]+(\.\d+)?%?$/.test(text) ? Number(text.replace(/[,%]/g, "")) : NaN;
}
