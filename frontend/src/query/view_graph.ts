// The answer as a graph: each row links the resources of its first two columns of IRIs.
import { element, isLinkable, localPath } from "../shared/dom";
import { NetworkPicture, type NetworkLink, type NetworkNode } from "../shared/network";
import { textOf } from "./cells";
import type { Rows } from "./run";
import type { View } from "./view";

const SIZE: [number, number] = [1000, 620];
const NARROW: [number, number] = [420, 560];
const MOST_NODES = 150;

export const graph: View = {
  name: "Graph",
  reason: (answer) => (columns(answer).length >= 2 ? "" : "A graph needs two columns of things."),
  draw,
};

function columns(answer: Rows): string[] {
  return answer.columns.filter((name) => answer.rows.some((row) => row[name]?.type === "uri"));
}

function draw(answer: Rows): Node {
  const [from, to] = columns(answer) as [string, string];
  const nodes = new Map<string, NetworkNode>();
  const links: NetworkLink[] = [];
  for (const row of answer.rows) {
    const ends = [row[from], row[to]];
    if (nodes.size >= MOST_NODES || ends.some((term) => term?.type !== "uri")) continue;
    for (const term of ends) nodes.set(term!.value, { id: term!.value, name: textOf(term, answer.labels), kind: "other" });
    const [source, target] = [ends[0]!.value, ends[1]!.value];
    links.push({ source, target, kind: "", title: `${textOf(ends[0], answer.labels)} – ${textOf(ends[1], answer.labels)}` });
  }
  const title = `${nodes.size} things and ${links.length} links; the table shows the same`;
  const open = (id: string): void => void (isLinkable(id) && location.assign(localPath(id)));
  const picture = new NetworkPicture(innerWidth < 600 ? NARROW : SIZE, title, { node: open, link: open });
  picture.show([...nodes.values()], links);
  return element("div", { class: "network" }, picture.svg);
}
