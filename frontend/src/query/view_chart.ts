// The answer as bars: the first column of numbers, by the first other column.
import { shape } from "../shared/dom";
import { numberOf, textOf } from "./cells";
import type { Rows } from "./run";
import type { View } from "./view";

const WIDTH = 900;
const LEFT = 260;
const LINE = 22;
const MOST_BARS = 60;

export const chart: View = {
  name: "Chart",
  reason: (answer) => (columns(answer) ? "" : "A chart needs a column of numbers and a column to name them."),
  draw,
};

function columns(answer: Rows): [string, string] | undefined {
  const number = answer.columns.find((name) => answer.rows.some((row) => numberOf(row[name]) !== undefined));
  const label = answer.columns.find((name) => name !== number);
  return number && label ? [label, number] : undefined;
}

function draw(answer: Rows): Node {
  const [label, number] = columns(answer)!;
  const rows = answer.rows
    .map((row) => ({ name: textOf(row[label], answer.labels), value: numberOf(row[number]) }))
    .filter((row): row is { name: string; value: number } => row.value !== undefined)
    .slice(0, MOST_BARS);
  const most = Math.max(...rows.map((row) => Math.abs(row.value)), 0) || 1;
  const bars = rows.flatMap((row, place) => {
    const y = place * LINE;
    const width = (Math.abs(row.value) / most) * (WIDTH - LEFT - 90);
    return [
      shape("text", { x: LEFT - 8, y: y + 15, "text-anchor": "end" }, row.name.slice(0, 38)),
      shape("rect", { class: "bar", x: LEFT, y: y + 4, width, height: LINE - 8, rx: 2 }),
      shape("text", { x: LEFT + width + 6, y: y + 15, class: "faint" }, row.value.toLocaleString("en")),
    ];
  });
  const title = `${number} by ${label}; the table shows the same`;
  return shape("svg", { viewBox: `0 0 ${WIDTH} ${rows.length * LINE + 4}`, role: "img", "aria-label": title }, ...bars);
}
