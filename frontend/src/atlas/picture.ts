// The picture of the atlas: outlines, dots and names as SVG, painted anew for each day without being drawn anew.
import { geoArea, geoEqualEarth, geoPath, type GeoPath } from "d3-geo";
import type { Feature } from "geojson";
import { shape } from "../shared/dom";
import { countries, HEIGHT, WIDTH } from "../shared/world";
import { Zoom } from "../shared/zoom";
import type { Layer, World } from "./data";
import { hiddenStates, kindOf, paint, type Kind, type Painted, type Scale } from "./painting";

const SPHERE = { type: "Sphere" } as const;
const projection = geoEqualEarth().fitSize([WIDTH, HEIGHT], SPHERE);
/** Beyond this scale the fine outlines are loaded. */
const FINE = 2.5;
const MOST = 24;
/** An outline with less than so many square pixels is not seen: a dot stands for it. */
const SEEN = 14;
const LETTER = 6.2;
const FONT = 11;

interface Drawn {
  id: string;
  name: string;
  land: SVGElement;
  marks: SVGElement;
  area: number;
  width: number;
  centre: [number, number];
  painted?: Painted;
}

export interface Place {
  name: string;
  states: number[];
  painted: Painted | undefined;
}

export class Picture {
  readonly svg: SVGSVGElement;
  readonly zoom: Zoom;
  readonly kinds = new Map<string, number>();
  private readonly lands = shape("g", { class: "lands" });
  private readonly dots = shape("g", { class: "dots" });
  private readonly labels = shape("g", { class: "labels" });
  private readonly path: GeoPath = geoPath(projection);
  private drawn: Drawn[] = [];
  private k = 1;
  private isFine = false;
  private repaint = (): void => undefined;
  showsNames = false;

  constructor(
    private readonly world: World,
    private readonly points: Record<string, [number, number]>,
    moved: (k: number, x: number, y: number) => void,
  ) {
    const content = shape("g", {}, shape("path", { class: "sea", d: this.path(SPHERE) ?? "" }), this.lands, this.dots, this.labels);
    const frame = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", tabindex: 0, "aria-label": "Map of the world; the table has the same. Keys: plus, minus, 0, arrows" };
    this.svg = shape("svg", frame, patterns(), content) as SVGSVGElement;
    this.zoom = new Zoom({
      svg: this.svg,
      content,
      size: [WIDTH, HEIGHT],
      most: MOST,
      changed: ({ k, x, y }) => {
        this.scaled(k);
        moved(k, x, y);
      },
    });
  }

  async load(scale: "110m" | "50m" = "110m"): Promise<void> {
    const features = (await countries(scale)).features;
    this.drawn = features.map((country) => this.outline(country));
    this.lands.replaceChildren(...this.drawn.flatMap((each) => [each.land, each.marks]));
  }

  /** What the pointer is over. */
  at(target: EventTarget | null): Place | undefined {
    const element = (target as Element | null)?.closest<SVGElement>("[data-outline], [data-state]");
    if (!element) return undefined;
    const state = element.dataset.state;
    if (state !== undefined) return { name: this.world.entities[Number(state)]![1], states: [Number(state)], painted: undefined };
    const drawn = this.drawn.find((each) => each.id === element.dataset.outline);
    return drawn && { name: drawn.name, states: drawn.painted?.states ?? [], painted: drawn.painted };
  }

  /** Marks the outlines and dots of a state, while the reader points at its row. */
  mark(state: string, isMarked: boolean): void {
    const place = this.world.entities.findIndex(([iri]) => iri === state);
    for (const each of this.drawn) if (each.painted?.states.includes(place)) each.land.classList.toggle("marked", isMarked);
    this.dots.querySelector(`[data-state="${place}"]`)?.classList.toggle("marked", isMarked);
  }

  paint(layers: Layer[], day: number, scale?: Scale): void {
    this.repaint = () => this.paint(layers, day, scale);
    this.kinds.clear();
    const [shown, counted] = [new Set<number>(), new Set<number>()];
    const count = (name: string) => this.kinds.set(name, (this.kinds.get(name) ?? 0) + 1);
    const countState = (state: number) => {
      if (counted.has(state)) return;
      counted.add(state);
      count(kindOf(layers, this.world.entities[state]![0], day, scale));
    };
    for (const each of this.drawn) {
      each.painted = paint(this.world, layers, each.id, day, scale);
      const { kind, manner, isMixed, dispute, states } = each.painted;
      each.land.setAttribute("class", `land ${kind}`);
      const marks = [["former", manner === "former" || manner === "held"], ["part", isMixed], ["disputed", dispute !== ""]] as const;
      const present = marks.flatMap(([name, isThere]) => (isThere ? [name] : []));
      each.marks.setAttribute("class", `mark ${present.at(-1) ?? "off"}`);
      for (const name of present) count(name);
      if (kind === "empty") count("empty");
      states.forEach(countState);
      if (each.area * this.k * this.k >= SEEN) for (const state of states) shown.add(state);
    }
    this.drawDots(layers, day, shown, countState, scale);
    if (this.dots.childElementCount) count("dot");
    this.drawNames();
  }

  private drawDots(layers: Layer[], day: number, shown: Set<number>, countState: (state: number) => void, scale?: Scale): void {
    const dots = hiddenStates(this.world, shown, day).flatMap((state) => {
      const [iri, label] = this.world.entities[state]!;
      const place = projection(this.world.points[state] ?? this.points[this.world.codes[state] ?? ""] ?? [NaN, NaN]);
      countState(state);
      if (!place || Number.isNaN(place[0])) return [];
      const circle = { class: `dot ${kindOf(layers, iri, day, scale)}`, cx: place[0], cy: place[1], r: 3.2 / this.k, "data-state": state };
      return [shape("circle", circle, shape("title", {}, label))];
    });
    this.dots.replaceChildren(...dots);
  }

  /** The name of each state on the largest of its outlines, where it has room. */
  private drawNames(): void {
    const largest = new Map<string, Drawn>();
    for (const each of this.showsNames ? this.drawn : []) {
      const name = this.nameOf(each.painted);
      if (name && each.area > (largest.get(name)?.area ?? 0)) largest.set(name, each);
    }
    const placed: [number, number, number, number][] = [];
    const texts = [...largest].sort(([, one], [, other]) => other.area - one.area).flatMap(([name, each]) => {
      const [width, height, [x, y]] = [(name.length * LETTER) / this.k, (FONT * 1.3) / this.k, each.centre];
      const isTaken = placed.some(([left, top, across, down]) => Math.abs(left - x) * 2 < across + width + LETTER / this.k && Math.abs(top - y) * 2 < down + height);
      if (width > each.width * 1.1 || isTaken) return [];
      placed.push([x, y, width, height]);
      return [shape("text", { x, y, "font-size": FONT / this.k, "stroke-width": 2.6 / this.k }, name)];
    });
    this.labels.replaceChildren(...texts);
  }

  /** What stands on an outline: its states, or the territory that they hold. */
  private nameOf(painted: Painted | undefined): string {
    const places = painted?.through === undefined ? (painted?.states ?? []) : [painted.through];
    return places.map((place) => this.world.entities[place]![1].replace(/^territory of /i, "")).join(", ");
  }

  namesChanged(): void {
    this.drawNames();
  }

  private scaled(k: number): void {
    if (k === this.k) return;
    this.k = k;
    for (const pattern of this.svg.querySelectorAll("pattern")) pattern.setAttribute("patternTransform", `scale(${1 / k})`);
    this.repaint();
    if (k < FINE || this.isFine) return;
    this.isFine = true;
    this.load("50m").then(() => this.repaint(), () => (this.isFine = false));
  }

  private outline(country: Feature): Drawn {
    const [id, d] = [String(country.id), this.path(country) ?? ""];
    const main = mainPart(country);
    const [[left], [right]] = this.path.bounds(main);
    return {
      id,
      name: String(country.properties?.name ?? ""),
      land: shape("path", { class: "land", d, "data-outline": id }),
      marks: shape("path", { class: "mark off", d }),
      area: this.path.area(country),
      width: right - left,
      centre: this.path.centroid(main),
    };
  }
}

/** The largest part of a country, where its name has most room. */
function mainPart(country: Feature): Feature {
  if (country.geometry.type !== "MultiPolygon") return country;
  const parts = country.geometry.coordinates.map((coordinates): Feature => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates } }));
  return parts.reduce((one, other) => (geoArea(other) > geoArea(one) ? other : one));
}

function patterns(): SVGElement {
  const pattern = (id: string, ...parts: SVGElement[]) => shape("pattern", { id, width: 5, height: 5, patternUnits: "userSpaceOnUse" }, ...parts);
  return shape(
    "defs",
    {},
    pattern("unknown", shape("rect", { width: 5, height: 5 }), shape("circle", { cx: 2, cy: 2, r: 0.5 })),
    pattern("former", shape("path", { d: "M-1 6L6 -1" })),
    pattern("part", shape("path", { d: "M0 2.5H5" })),
    pattern("disputed", shape("path", { d: "M-1 -1L6 6" })),
  );
}

/** The classes that have an entry of their own in the legend. */
export type Entry = Kind | "former" | "part" | "disputed" | "dot";
