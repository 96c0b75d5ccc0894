// How the map of a day paints outlines and states: the same rules and words as `views/atlas/painting.py`.
import { within, type Layer, type Manner, type World } from "./data";

/** The classes of a state, the most telling first; an outline of several states has that of the most telling. */
export const KINDS = ["centre", "both", "first", "second", "value0", "value1", "value2", "value3", "value4", "unknown", "none", "empty"] as const;
export type Kind = (typeof KINDS)[number];

export interface Painted {
  kind: Kind;
  states: number[];
  manner: Manner;
  through: number | undefined;
  isMixed: boolean;
  /** Who disputes it, in words; empty where nobody does. */
  dispute: string;
}

export type Status = "holds" | "does not hold" | "not known";

/** What a layer says of a state, given by IRI, on a day. */
export function statusOf(layer: Layer, state: string, day: number): Status {
  if (within(layer.states.get(state)?.periods ?? [], day)) return "holds";
  return within(layer.own.get(state) ?? layer.complete, day) ? "does not hold" : "not known";
}

export function kindOf(layers: Layer[], state: string, day: number, scale?: Scale): Kind {
  if (layers.some((layer) => layer.entity === state)) return "centre";
  const statuses = layers.map((layer) => statusOf(layer, state, day));
  const held = statuses.filter((status) => status === "holds").length;
  if (held > 0 && scale) return scale.kind(layers[0]?.values?.get(state) ?? "");
  if (held > 1) return "both";
  if (held === 1) return statuses[0] === "holds" ? "first" : "second";
  return statuses.includes("not known") ? "unknown" : "none";
}

/** How an outline is painted on a day; an outline that the graph does not know is empty. */
export function paint(world: World, layers: Layer[], outline: string, day: number, scale?: Scale): Painted {
  const stretch = world.outlines[outline]?.find((each) => within([each], day));
  const states = stretch?.[2] ?? [];
  const kinds = [...new Set(states.map((state) => kindOf(layers, world.entities[state]![0], day, scale)))];
  kinds.sort((one, other) => KINDS.indexOf(one) - KINDS.indexOf(other));
  return {
    kind: kinds[0] ?? "empty",
    states,
    manner: stretch?.[3] ?? "none",
    through: stretch?.[4],
    isMixed: kinds.length > 1,
    dispute: disputeOf(world, outline, states, day),
  };
}

export function disputeOf(world: World, outline: string, states: number[], day: number): string {
  const name = (place: number) => world.entities[place]![1];
  const words = world.disputes.flatMap(([where, place, claimant, begin, end]) => {
    const isHere = claimant === null ? states.includes(place) : where !== "" && where === outline;
    if (!isHere || !within([[begin, end]], day)) return [];
    return [claimant === null ? `recognition of ${name(place)} disputed` : `claimed by ${name(claimant)}`];
  });
  return words.join("; ");
}

/** States of a day that no outline shows: they get a dot where a place of theirs is known. */
export function hiddenStates(world: World, shown: Set<number>, day: number): number[] {
  return Object.keys(world.lives)
    .map(Number)
    .filter((state) => !shown.has(state) && within(world.lives[state]!, day));
}

/** Classes of values: five classes with as many states each, or up to five kinds of text. */
export class Scale {
  readonly steps: { kind: Kind; text: string }[] = [];
  private readonly numbers: number[] = [];
  private readonly texts = new Map<string, Kind>();

  constructor(values: Iterable<string>) {
    const all = [...values];
    if (all.length && all.every((text) => text !== "" && Number.isFinite(Number(text)))) this.byNumber(all.map(Number));
    else this.byText(all);
  }

  kind(value: string): Kind {
    const text = this.texts.get(value);
    if (text || this.numbers.length === 0) return text ?? "value4";
    const below = this.numbers.filter((bound) => bound <= Number(value)).length;
    return `value${Math.max(below - 1, 0)}` as Kind;
  }

  private byNumber(numbers: number[]): void {
    numbers.sort((one, other) => one - other);
    const bounds = [0, 0.2, 0.4, 0.6, 0.8].map((part) => numbers[Math.floor(part * numbers.length)]!);
    this.numbers.push(...new Set(bounds));
    this.numbers.forEach((from, place) => {
      const next = this.numbers[place + 1];
      const last = numbers.filter((number) => next === undefined || number < next).at(-1)!;
      this.steps.push({ kind: `value${place}` as Kind, text: from === last ? String(from) : `${from} – ${last}` });
    });
  }

  private byText(texts: string[]): void {
    const counts = new Map<string, number>();
    for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
    const most = [...counts].sort((one, other) => other[1] - one[1]).map(([text]) => text);
    most.slice(0, 4).forEach((text, place) => this.texts.set(text, `value${place}` as Kind));
    this.steps.push(...[...this.texts].map(([text, kind]) => ({ kind, text: text || "no value" })));
    if (most.length > 4) this.steps.push({ kind: "value4", text: "other values" });
  }
}
