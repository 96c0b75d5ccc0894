// Views of an answer: each says whether it can show these columns, or why not; one is chosen by the address, by a
// comment in the first line of the query (`# view: map`), or else the table. The table comes from the server page by
// page; the others draw the first rows, which are read when one of them is opened, or after the table came quickly.
import { byId, element } from "../shared/dom";
import { SHOWN_ROWS } from "./limit";
import { listElement, type Page } from "./list";
import type { Rows } from "./run";
import type { State } from "./state";
import type { View } from "./view";
import { chart } from "./view_chart";
import { graph } from "./view_graph";
import { map } from "./view_map";
import { timeline } from "./view_timeline";

const TABLE = "Table";
const VIEWS: View[] = [map, graph, timeline, chart];

export interface Shown {
  page: Page;
  /** The address at which this page shows the same. */
  address: string;
  /** The first rows, read once. */
  rows: () => Promise<Rows>;
  /** Whether the answer came so quickly that its rows may be read before a view needs them. */
  isQuick: boolean;
  viewed: (view: string) => void;
  listed: (list: string) => void;
  failed: (error: unknown) => void;
}

/** Puts the answer on the page, with a button for each view. */
export async function showViews(shown: Shown, state: State): Promise<void> {
  const buttons = byId("views");
  buttons.replaceChildren();
  byId("reason").textContent = "";
  if (shown.page.kind !== "bindings") return byId("view").replaceChildren(...shown.page.parts);
  for (const name of [TABLE, ...VIEWS.map((view) => view.name)]) buttons.append(button(name, shown));
  const first = firstView(state);
  await open(first, shown);
  if (first === TABLE && shown.isQuick) void markViews(shown);
}

function firstView(state: State): string {
  const wanted = state.view || /^\s*#+\s*view:\s*(\w+)/i.exec(state.query)?.[1] || TABLE;
  return VIEWS.find((view) => view.name.toLowerCase() === wanted.toLowerCase())?.name ?? TABLE;
}

async function open(name: string, shown: Shown): Promise<void> {
  for (const each of byId("views").children) each.setAttribute("aria-pressed", String(each.textContent === name));
  const view = VIEWS.find((each) => each.name === name);
  if (!view) {
    byId("reason").textContent = "";
    return byId("view").replaceChildren(listElement(shown.page, shown.address, shown.listed));
  }
  try {
    const rows = await shown.rows();
    const reason = view.reason(rows);
    byId("reason").textContent = reason || (rows.isPart ? `Drawn from the first ${SHOWN_ROWS.toLocaleString("en")} rows.` : "");
    byId("view").replaceChildren(reason ? "" : await view.draw(rows));
  } catch (error) {
    shown.failed(error);
  }
}

function button(name: string, shown: Shown): HTMLElement {
  const made = element("button", { type: "button", "aria-pressed": "false" }, name);
  made.addEventListener("click", () => {
    shown.viewed(name === TABLE ? "" : name.toLowerCase());
    void open(name, shown);
  });
  return made;
}

/** Marks the views that cannot show the answer; they can still be pressed, to hear why. */
async function markViews(shown: Shown): Promise<void> {
  const rows = await shown.rows().catch(() => undefined);
  for (const each of byId("views").children) {
    const view = VIEWS.find((one) => one.name === each.textContent);
    each.classList.toggle("cannot", Boolean(rows && view?.reason(rows)));
  }
}
