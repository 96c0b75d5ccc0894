// The answer as a table that sorts, with labels and links; long answers are shown in part.
import { element } from "../shared/dom";
import { sortable } from "../shared/sortable";
import { cellOf } from "./cells";
import { SHOWN_ROWS } from "./limit";
import type { Table, View } from "./view";

export const table: View = { name: "Table", reason: () => "", draw };

function draw(answer: Table): Node {
  const head = element("tr", {}, ...answer.columns.map((name) => element("th", { scope: "col" }, name)));
  const rows = answer.rows.slice(0, SHOWN_ROWS).map((row) =>
    element("tr", {}, ...answer.columns.map((name) => element("td", {}, cellOf(row[name], answer.labels)))),
  );
  const made = element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)) as HTMLTableElement;
  sortable(made);
  const left = answer.rows.length - rows.length;
  const note = left > 0 ? `The first ${SHOWN_ROWS} rows; the downloads below have all ${answer.rows.length}.` : "";
  return element("div", { tabindex: "0", role: "region", "aria-label": "Table" }, element("p", {}, note), made);
}
