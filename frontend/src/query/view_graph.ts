// The answer as a graph: each row links the resources of its first two columns of IRIs.
import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, type SimulationNodeDatum } from "d3-force";
import { isLinkable, localPath, shape } from "../shared/dom";
import { textOf } from "./cells";
import type { Table, View } from "./view";

const WIDTH = 900;
const HEIGHT = 620;
const MOST_NODES = 150;
const TICKS = 250;

interface GraphNode extends SimulationNodeDatum {
  id: string;
  name: string;
}

export const graph: View = {
  name: "Graph",
  reason: (answer) => (columns(answer).length >= 2 ? "" : "A graph needs two columns of things."),
  draw,
};

function columns(answer: Table): string[] {
  return answer.columns.filter((name) => answer.rows.some((row) => row[name]?.type === "uri"));
}

function draw(answer: Table): Node {
  const [from, to] = columns(answer) as [string, string];
  const nodes = new Map<string, GraphNode>();
  const links: { source: string; target: string }[] = [];
  for (const row of answer.rows) {
    const ends = [row[from], row[to]];
    if (nodes.size >= MOST_NODES || ends.some((term) => term?.type !== "uri")) continue;
    for (const term of ends) nodes.set(term!.value, { id: term!.value, name: textOf(term, answer.labels) });
    links.push({ source: ends[0]!.value, target: ends[1]!.value });
  }
  const placed = [...nodes.values()];
  forceSimulation(placed)
    .force("link", forceLink<GraphNode, { source: string | GraphNode; target: string | GraphNode }>(links).id((node) => node.id).distance(70))
    .force("apart", forceManyBody().strength(-160))
    .force("collide", forceCollide(16))
    .force("centre", forceCenter(WIDTH / 2, HEIGHT / 2))
    .stop()
    .tick(TICKS);
  return picture(placed, links as unknown as { source: GraphNode; target: GraphNode }[]);
}

function picture(nodes: GraphNode[], links: { source: GraphNode; target: GraphNode }[]): Node {
  const xs = nodes.map((node) => node.x ?? 0);
  const ys = nodes.map((node) => node.y ?? 0);
  const [left, top] = [Math.min(...xs) - 60, Math.min(...ys) - 30];
  const [width, height] = [Math.max(...xs) - left + 160, Math.max(...ys) - top + 40];
  const edges = links.map(({ source, target }) =>
    shape("line", { class: "edge", x1: source.x!, y1: source.y!, x2: target.x!, y2: target.y! }),
  );
  const points = nodes.map((node) =>
    shape(
      "a",
      { ...(isLinkable(node.id) ? { href: localPath(node.id) } : {}), "aria-label": node.name },
      shape("circle", { class: "node", cx: node.x!, cy: node.y!, r: 5 }),
      shape("text", { x: node.x! + 8, y: node.y! + 4 }, node.name.slice(0, 28)),
    ),
  );
  const title = `${nodes.length} things and ${links.length} links; the table shows the same`;
  return shape("svg", { viewBox: `${left} ${top} ${width} ${height}`, role: "group", "aria-label": title }, ...edges, ...points);
}
