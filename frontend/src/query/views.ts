// Views of an answer: each says whether it can show these columns, or why not; one is chosen by the address, by a
// comment in the first line of the query (`# view: map`), or else the table.
import { byId, element } from "../shared/dom";
import type { Answer } from "./run";
import type { State } from "./state";
import type { Table, View } from "./view";
import { chart } from "./view_chart";
import { graph } from "./view_graph";
import { map } from "./view_map";
import { table } from "./view_table";
import { timeline } from "./view_timeline";

const VIEWS: View[] = [table, map, graph, timeline, chart];

/** Puts the answer on the page, with a button for each view; `chosen` hears which one the reader takes. */
export async function showViews(answer: Answer, state: State, chosen: (view: string) => void): Promise<void> {
  const buttons = byId("views");
  buttons.replaceChildren();
  byId("reason").textContent = "";
  if (answer.kind !== "table") return byId("view").replaceChildren(plain(answer));
  const open = async (view: View): Promise<void> => {
    for (const button of buttons.children) button.setAttribute("aria-pressed", String(button.textContent === view.name));
    const reason = view.reason(answer);
    byId("reason").textContent = reason;
    byId("view").replaceChildren(reason ? "" : await view.draw(answer));
  };
  for (const view of VIEWS) buttons.append(button(view, answer, () => (chosen(view.name.toLowerCase()), void open(view))));
  await open(first(answer, state));
}

function first(answer: Table, state: State): View {
  const wanted = state.view || /^\s*#+\s*view:\s*(\w+)/i.exec(state.query)?.[1] || "table";
  return VIEWS.find((view) => view.name.toLowerCase() === wanted.toLowerCase()) ?? table;
}

function button(view: View, answer: Table, press: () => void): HTMLElement {
  const made = element("button", { type: "button", "aria-pressed": "false" }, view.name);
  if (view.reason(answer)) made.className = "cannot"; // it can still be pressed, to hear why
  made.addEventListener("click", press);
  return made;
}

function plain(answer: Exclude<Answer, Table>): Node {
  return answer.kind === "boolean"
    ? element("p", { class: "lead" }, answer.value ? "Yes" : "No")
    : element("pre", { tabindex: "0" }, answer.text);
}
