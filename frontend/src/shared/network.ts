// A network drawn so that all of it is on the screen: placed by forces, fitted into its frame, with the names that have room.
import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3-force";
import { shape } from "./dom";
import { Zoom } from "./zoom";

export interface NetworkNode extends SimulationNodeDatum {
  id: string;
  name: string;
  kind: string;
}

export interface NetworkLink {
  source: string;
  target: string;
  kind: string;
  title: string;
}

const TICKS = 220;
const MARGIN = 26;
const [LETTER, LINE, LONGEST] = [6.3, 15, 26];
const RADIUS = 6;

export interface Chosen {
  node: (id: string) => void;
  link: (source: string, target: string) => void;
}

export class NetworkPicture {
  readonly svg: SVGSVGElement;
  readonly zoom: Zoom;
  private readonly edges = shape("g", { class: "edges" });
  private readonly points = shape("g", { class: "points" });
  private nodes = new Map<string, NetworkNode>();
  private links: NetworkLink[] = [];
  private k = 1;
  private current = "";

  constructor(
    private readonly size: [number, number],
    label: string,
    private readonly chosen: Chosen,
  ) {
    const content = shape("g", {}, this.edges, this.points);
    this.svg = shape("svg", { viewBox: `0 0 ${size[0]} ${size[1]}`, role: "group", tabindex: 0, "aria-label": label }, content) as SVGSVGElement;
    this.zoom = new Zoom({ svg: this.svg, content, size, most: 12, changed: ({ k }) => this.scaled(k) });
    this.points.addEventListener("click", (event) => this.pressed(event));
    this.points.addEventListener("keydown", (event) => this.key(event));
    this.edges.addEventListener("click", (event) => {
      const line = (event.target as Element).closest<SVGElement>("[data-source]");
      if (line) chosen.link(line.dataset.source!, line.dataset.target!);
    });
  }

  /** Draws nodes and links; those that were there already stay about where they are. */
  show(nodes: NetworkNode[], links: NetworkLink[]): void {
    this.nodes = new Map(nodes.map((node) => [node.id, { ...this.placeOf(node.id), ...node }]));
    this.links = links.filter((link) => this.nodes.has(link.source) && this.nodes.has(link.target));
    if (!this.nodes.has(this.current)) this.current = nodes[0]?.id ?? "";
    this.place();
    this.draw();
  }

  select(id: string): void {
    this.current = id;
    this.draw();
    this.points.querySelector<SVGElement>(`[data-id="${CSS.escape(id)}"]`)?.focus();
  }

  private placeOf(id: string): Partial<NetworkNode> {
    const { x, y } = this.nodes.get(id) ?? {};
    return x === undefined ? {} : { x, y };
  }

  private place(): void {
    const nodes = [...this.nodes.values()];
    const [width, height] = this.size;
    const ends = this.links.map(({ source, target }) => ({ source, target }));
    forceSimulation(nodes)
      .force("link", forceLink<NetworkNode, { source: string | NetworkNode; target: string | NetworkNode }>(ends).id((node) => node.id).distance(70).strength(0.25))
      .force("apart", forceManyBody().strength(-170))
      .force("collide", forceCollide(20))
      .force("x", forceX(width / 2).strength(0.06 * Math.min(1, height / width)))
      .force("y", forceY(height / 2).strength(0.06 * Math.min(1, width / height)))
      .force("centre", forceCenter(width / 2, height / 2))
      .stop()
      .tick(TICKS);
    fit(nodes, this.size);
  }

  private draw(): void {
    const at = (id: string) => this.nodes.get(id)!;
    this.edges.replaceChildren(
      ...this.links.map(({ source, target, kind, title }) => {
        const place = { x1: at(source).x!, y1: at(source).y!, x2: at(target).x!, y2: at(target).y! };
        const ends = { "data-source": source, "data-target": target };
        return shape("g", { class: `link ${kind}`, ...ends }, shape("line", { class: "reach", ...place }), shape("line", { class: "edge", ...place }), shape("title", {}, title));
      }),
    );
    const named = this.named();
    this.points.replaceChildren(...[...this.nodes.values()].map((node) => this.point(node, named.has(node.id))));
  }

  private point(node: NetworkNode, isNamed: boolean): SVGElement {
    const isCurrent = node.id === this.current;
    const name = node.name.length > LONGEST ? `${node.name.slice(0, LONGEST - 1)}…` : node.name;
    const isLeft = node.x! > this.size[0] * 0.62;
    const text = { x: node.x! + (isLeft ? -9 : 9) / this.k, y: node.y! + 4 / this.k, "font-size": 12 / this.k, "stroke-width": 3 / this.k, "text-anchor": isLeft ? "end" : "start" };
    return shape(
      "g",
      { class: `point ${node.kind}${isCurrent ? " current" : ""}`, role: "button", tabindex: isCurrent ? 0 : -1, "data-id": node.id, "aria-label": name === node.name ? name : `${name} (${node.name})` },
      shape("circle", { class: "reach", cx: node.x!, cy: node.y!, r: 14 / this.k }),
      shape("circle", { class: "node", cx: node.x!, cy: node.y!, r: RADIUS / this.k }),
      shape("title", {}, node.name),
      ...(isNamed || isCurrent ? [shape("text", text, name)] : []),
    );
  }

  /** The nodes whose names have room, those with most links first. */
  private named(): Set<string> {
    const degrees = new Map<string, number>();
    for (const { source, target } of this.links) for (const id of [source, target]) degrees.set(id, (degrees.get(id) ?? 0) + 1);
    const placed = [...this.nodes.values()].map((node): [number, number, number, number] => [node.x!, node.y!, RADIUS / this.k, RADIUS / this.k]);
    const order = [...this.nodes.values()].sort((one, other) => (degrees.get(other.id) ?? 0) - (degrees.get(one.id) ?? 0));
    const named = order.filter(({ x, y, name }) => {
      const width = (Math.min(name.length, LONGEST) * LETTER) / this.k;
      const beside = width / 2 + 10 / this.k;
      const middle = x! > this.size[0] * 0.62 ? x! - beside : x! + beside;
      const isTaken = placed.some(([across, down, wide, high]) => Math.abs(across - middle) * 2 < wide + width && Math.abs(down - y!) < high);
      if (isTaken || (this.k === 1 && (middle - width / 2 < 0 || middle + width / 2 > this.size[0]))) return false;
      placed.push([middle, y!, width, LINE / this.k]);
      return true;
    });
    return new Set(named.map((node) => node.id));
  }

  private scaled(k: number): void {
    if (k === this.k) return;
    this.k = k;
    this.draw();
  }

  private pressed(event: Event): void {
    const id = (event.target as Element).closest<SVGElement>("[data-id]")?.dataset.id;
    if (id) this.chosen.node(id);
  }

  private key(event: KeyboardEvent): void {
    const id = (event.target as Element).closest<SVGElement>("[data-id]")?.dataset.id;
    const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (id && (event.key === "Enter" || event.key === " ")) this.chosen.node(id);
    else if (id && direction) this.select(this.nearest(id, direction as [number, number]) ?? id);
    else return;
    event.preventDefault();
  }

  /** The node that lies next in a direction. */
  private nearest(id: string, [dx, dy]: [number, number]): string | undefined {
    const from = this.nodes.get(id)!;
    const ahead = [...this.nodes.values()].flatMap((node) => {
      const [across, down] = [node.x! - from.x!, node.y! - from.y!];
      const forward = across * dx + down * dy;
      return node.id !== id && forward > 0 ? [{ id: node.id, cost: forward + 2.5 * Math.abs(across * dy + down * dx) }] : [];
    });
    return ahead.sort((one, other) => one.cost - other.cost)[0]?.id;
  }
}

/** Moves and shrinks places so that all of them lie in the frame. */
export function fit(nodes: { x?: number; y?: number }[], [width, height]: [number, number]): void {
  const [xs, ys] = [nodes.map((node) => node.x ?? 0), nodes.map((node) => node.y ?? 0)];
  const scaled = (value: number, all: number[], length: number): number => {
    const [least, most] = [Math.min(...all), Math.max(...all)];
    const factor = Math.min(3, (length - 2 * MARGIN) / Math.max(most - least, 1));
    return length / 2 + (value - (least + most) / 2) * factor;
  };
  nodes.forEach((node, place) => {
    node.x = scaled(xs[place]!, xs, width);
    node.y = scaled(ys[place]!, ys, height);
  });
}
