// Lists that a page has in part, or not at all while they are closed: a link leads to the page of the list, and a script
// loads its table from there into the place of the link, or of the first rows above it.
import { filterable, sortable } from "./sortable";

/** Makes the link of a paragraph `rest` load its list in place; a closed list loads when it is opened. */
export function loadable(paragraph: HTMLElement): void {
  const link = paragraph.querySelector("a");
  if (!link) return;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
    event.preventDefault();
    void load(paragraph, link, true);
  });
  const list = paragraph.closest("details");
  if (!list || paragraph.dataset.load === undefined) return;
  const opened = (): void => {
    if (list.open && paragraph.isConnected) void load(paragraph, link, false);
  };
  list.addEventListener("toggle", opened);
  opened();
}

const loading = new WeakSet<HTMLElement>();

/** Puts the list into the page; where that fails, its own page is opened instead if the reader has pressed the link. */
async function load(paragraph: HTMLElement, link: HTMLAnchorElement, isPressed: boolean): Promise<void> {
  if (loading.has(paragraph)) return;
  loading.add(paragraph);
  paragraph.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    put(paragraph, link, new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    if (isPressed) location.href = link.href;
  } finally {
    loading.delete(paragraph);
    paragraph.removeAttribute("aria-busy");
  }
}

function put(paragraph: HTMLElement, link: HTMLAnchorElement, page: Document): void {
  const table = page.querySelector<HTMLTableElement>("main table.list");
  if (!table) return;
  const before = paragraph.previousElementSibling;
  const form = page.querySelector<HTMLFormElement>("main form.list-filter");
  const parts: HTMLElement[] = form ? [form, table] : [table];
  const firstRows = isPartOf(link, before) ? before : null;
  paragraph.replaceWith(...parts, ...page.querySelectorAll<HTMLElement>("main table.list ~ nav"));
  firstRows?.remove();
  if (table.classList.contains("whole")) sortable(table);
  if (form) filterable(form);
  table.tabIndex = -1;
  if (document.activeElement === document.body) table.focus({ preventScroll: true });
}

/** Whether the table above the link has the first rows of the same list, and not those of the day beside those of others. */
function isPartOf(link: HTMLAnchorElement, before: Element | null): before is HTMLTableElement {
  const isSame = !new URL(link.href).searchParams.has("days");
  return isSame && before instanceof HTMLTableElement && before.classList.contains("list");
}
