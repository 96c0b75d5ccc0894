// Tables that sort by the column whose heading is pressed, and that a box filters as one types. Without scripts the
// headings are links and the box is a form: both lead to the page of the list, which the server sorts and filters.

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** Puts a button into each heading of a table; pressing it sorts, pressing it again reverses the order. */
export function sortable(table: HTMLTableElement): void {
  const headings = [...table.querySelectorAll<HTMLTableCellElement>("thead th")];
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    const link = heading.querySelector("a");
    button.append(...(link ?? heading).childNodes);
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(table, column, down);
      if (link) keep(table, "sort", `${down ? "-" : ""}${new URL(link.href).searchParams.get("sort")?.replace(/^-/, "") ?? ""}`);
    });
  });
}

function sort(table: HTMLTableElement, column: number, down: boolean): void {
  const body = table.tBodies[0];
  if (!body) return;
  const sign = down ? -1 : 1;
  const rows = [...body.rows].map((row) => ({ row, key: keyOf(row, column) }));
  const isNumber = table.tHead?.rows[0]?.cells[column]?.classList.contains("number") ?? false;
  const compare = isNumber ? compareNumbers : collator.compare;
  rows.sort((a, b) => Number(!a.key) - Number(!b.key) || sign * compare(a.key, b.key));
  body.append(...rows.map(({ row }) => row));
}

/** Compares texts by the numbers that they begin with, thousands set apart or not. */
function compareNumbers(a: string, b: string): number {
  const [first, second] = [a, b].map((text) => Number.parseFloat(text.replace(/(?<=\d)[\s,](?=\d)/g, "")));
  return first! - second! || collator.compare(a, b);
}

/** What a cell sorts by: `data-key` where its text would sort wrongly, else its text. */
function keyOf(row: HTMLTableRowElement, column: number): string {
  const cell = row.cells[column];
  return cell?.dataset.key ?? cell?.textContent?.trim() ?? "";
}

/** Filters the rows of the table after a form while its box is typed in; says how many are left. */
export function filterable(form: HTMLFormElement): void {
  const table = form.nextElementSibling;
  const box = form.querySelector<HTMLInputElement>("input[type=search]");
  if (!(table instanceof HTMLTableElement) || !table.classList.contains("whole") || !box) return;
  const status = document.createElement("small");
  status.setAttribute("role", "status");
  form.querySelector("button")?.remove();
  form.append(" ", status);
  form.addEventListener("submit", (event) => {
    if (!form.dataset.chosen) event.preventDefault();
  });
  box.addEventListener("input", () => {
    status.textContent = filter(table, box.value);
    keep(table, "q", box.value);
  });
  for (const facet of form.querySelectorAll("select")) facet.addEventListener("change", () => choose(form));
}

/** Sends the form of a list for the value of a facet, which the server chooses by. */
function choose(form: HTMLFormElement): void {
  form.dataset.chosen = "1";
  form.requestSubmit();
}

/** On the page of the list itself the address keeps what is chosen, so that it may be passed on. */
function keep(table: HTMLTableElement, name: string, value: string): void {
  if (!table.matches("main > table.list")) return;
  const address = new URL(location.href);
  if (value) address.searchParams.set(name, value);
  else address.searchParams.delete(name);
  history.replaceState(history.state, "", address);
}

function filter(table: HTMLTableElement, text: string): string {
  const wanted = folded(text);
  const rows = [...(table.tBodies[0]?.rows ?? [])];
  for (const row of rows) row.hidden = !folded(row.textContent ?? "").includes(wanted);
  const left = rows.filter((row) => !row.hidden).length;
  return wanted ? `${left} of ${rows.length}` : "";
}

/** A text without case, diacritics and repeated white space, as the server compares texts. */
export function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}
