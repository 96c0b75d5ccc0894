// Tables that sort by the column whose heading is pressed: a button in the heading, `aria-sort` on its cell.

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** Puts a button into each heading of a table; pressing it sorts, pressing it again turns the order round. */
export function sortable(table: HTMLTableElement): void {
  const headings = [...table.querySelectorAll<HTMLTableCellElement>("thead th")];
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(table, column, down);
    });
  });
}

function sort(table: HTMLTableElement, column: number, down: boolean): void {
  const body = table.tBodies[0];
  if (!body) return;
  const sign = down ? -1 : 1;
  const rows = [...body.rows].map((row) => ({ row, key: keyOf(row, column) }));
  rows.sort((a, b) => sign * collator.compare(a.key, b.key));
  body.append(...rows.map(({ row }) => row));
}

/** What a cell sorts by: `data-key` where its text would sort wrongly, else its text. */
function keyOf(row: HTMLTableRowElement, column: number): string {
  const cell = row.cells[column];
  return cell?.dataset.key ?? cell?.textContent?.trim() ?? "";
}
