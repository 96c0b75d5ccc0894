// The answer as a page of the endpoint has it: a list that sorts, filters and pages as all lists do, a truth value, or
// Turtle. Links and forms of the list load its other states in place.
import { filterable, sortable } from "../shared/sortable";
import { element } from "../shared/dom";
import { endpointOf, listState, type State } from "./state";

export interface Page {
  kind: "bindings" | "boolean" | "graph";
  /** What came of the query, such as `12 rows`. */
  summary: string;
  notices: string[];
  parts: Element[];
}

/** The page with the answer to a query; throws an Error with the server's sentence. */
export async function readPage(state: State, signal: AbortSignal): Promise<Page> {
  const body = new URLSearchParams({ query: state.query });
  if (!state.infer) body.set("infer", "false");
  const address = `${endpointOf(state)}${state.list ? `?${state.list}` : ""}`;
  const answer = await fetch(address, { method: "POST", body, headers: { Accept: "text/html" }, signal });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text.trim());
  const read = new DOMParser().parseFromString(text, "text/html");
  const section = read.querySelector<HTMLElement>("section.answer")!;
  const notices = [...read.querySelectorAll("main > .notice")].map((notice) => notice.textContent?.trim() ?? "");
  return { kind: section.dataset.kind as Page["kind"], summary: section.dataset.summary ?? "", notices, parts: [...section.children] };
}

/** The parts of a list as an element; `address` is that of the page it is on, `change` hears the state that a
 * heading, a form or a page number leads to. */
export function listElement(page: Page, address: string, change: (list: string) => void): HTMLElement {
  const made = element("div", { class: "results" }, ...page.parts);
  made.querySelector(".permalink")?.setAttribute("href", address);
  const table = made.querySelector<HTMLTableElement>("table.list");
  if (!table) return made;
  const form = made.querySelector<HTMLFormElement>("form.list-filter");
  if (table.classList.contains("whole")) {
    sortable(table);
    if (form) filterable(form);
  }
  const frame = element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table" });
  table.replaceWith(frame);
  frame.append(table);
  made.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("thead a, nav a, .list-links a.all, .columns a") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    change(listState(new URL(link.href).searchParams));
  });
  made.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    change(listState(new FormData(event.target as HTMLFormElement)));
  });
  return made;
}
