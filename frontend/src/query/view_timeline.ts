// The answer as bars in time: the first column of dates begins them, the second ends them.
import { shape } from "../shared/dom";
import { textOf, yearOf } from "./cells";
import type { Rows } from "./run";
import type { View } from "./view";

const WIDTH = 900;
const LEFT = 260;
const LINE = 20;
const MOST_BARS = 80;
const STEPS = [1, 2, 5, 10, 20, 50, 100];

export const timeline: View = {
  name: "Timeline",
  reason: (answer) => (dates(answer).length ? "" : "A timeline needs a column of dates."),
  draw,
};

function dates(answer: Rows): string[] {
  return answer.columns.filter((name) => answer.rows.some((row) => yearOf(row[name]) !== undefined));
}

function draw(answer: Rows): Node {
  const [begin, end] = dates(answer);
  const names = answer.columns.filter((name) => name !== begin && name !== end).slice(0, 2);
  const rows = answer.rows
    .map((row) => ({
      name: names.map((column) => textOf(row[column], answer.labels)).join(", "),
      from: begin ? yearOf(row[begin]) : undefined,
      to: end ? yearOf(row[end]) : begin ? yearOf(row[begin]) : undefined,
    }))
    .filter((row) => row.from !== undefined || row.to !== undefined)
    .slice(0, MOST_BARS);
  const years = rows.flatMap((row) => [row.from, row.to].filter((year): year is number => year !== undefined));
  const [first, last] = [Math.min(...years) - 1, Math.max(...years, new Date().getFullYear()) + 1];
  const x = (year: number) => LEFT + ((year - first) / (last - first)) * (WIDTH - LEFT);
  const height = rows.length * LINE + 24;
  const step = STEPS.find((one) => (last - first) / one <= 9) ?? 200;
  const ticks = [];
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) {
    ticks.push(shape("line", { class: "edge", x1: x(year), x2: x(year), y1: 0, y2: height - 18 }));
    ticks.push(shape("text", { class: "faint", x: x(year), y: height - 4, "text-anchor": "middle" }, String(year)));
  }
  const bars = rows.flatMap((row, place) => {
    const [left, right] = [x(row.from ?? first), x(row.to ?? last)];
    return [
      shape("text", { x: LEFT - 8, y: place * LINE + 14, "text-anchor": "end" }, row.name.slice(0, 38)),
      shape("rect", { class: "bar", x: left, y: place * LINE + 4, width: Math.max(right - left, 3), height: LINE - 9, rx: 2 }),
    ];
  });
  return shape("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": "Timeline; the table shows the same" }, ...ticks, ...bars);
}
