// What the server says of the world and of a layer, for all days at once. Days are counted from 1970-01-01.
export type Days = [number | null, number | null];

/** What an outline stands for: from a day on and before another, states by their place in `entities`, how, through what. */
export type Stretch = [number | null, number | null, number[], Manner, number?];
export type Manner = "own" | "former" | "part" | "held" | "none";

export interface World {
  /** IRI and label. */
  entities: [string, string][];
  outlines: Record<string, Stretch[]>;
  lives: Record<string, Days[]>;
  codes: Record<string, string>;
  points: Record<string, [number, number]>;
  /** Outline (may be empty), place, claimant (null for a state of disputed recognition), days. */
  disputes: [string, number, number | null, number | null, number | null][];
}

export interface Layer {
  title: string;
  /** IRI of the entity that the layer is about; empty for a query. */
  entity: string;
  /** Of each state, by IRI: its label, then the periods in which the relation holds. */
  states: Map<string, { label: string; periods: Days[] }>;
  /** When silence means that the relation does not hold; of single states other days. */
  complete: Days[];
  own: Map<string, Days[]>;
  /** Of a query: the value of each state. */
  values?: Map<string, string>;
  why?: (state: string, day: string) => string;
}

interface ServedLayer {
  label: string;
  property: string;
  fromEntity: boolean;
  entity: [string, string];
  states: Record<string, [string, ...Days[]]>;
  complete: Days[];
  own: Record<string, Days[]>;
}

const MILLISECONDS = 86_400_000;

/** The number of a day that is written as 1913-08-01. */
export function dayNumber(iso: string): number {
  const [year, month, day] = iso.split("-").map(Number) as [number, number, number];
  return Math.round(new Date(0).setUTCFullYear(year, month - 1, day) / MILLISECONDS);
}

export function isoOf(day: number): string {
  return new Date(day * MILLISECONDS).toISOString().slice(0, 10);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A day as pages write it, such as 16 Dec 1991, from ISO 8601. */
export function written(iso: string): string {
  const [year, month, day] = iso.split("-").map(Number) as [number, number, number];
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

export function within(periods: Iterable<readonly [number | null, number | null, ...unknown[]]>, day: number): boolean {
  for (const [begin, end] of periods) if ((begin === null || begin <= day) && (end === null || day < end)) return true;
  return false;
}

export async function loadWorld(): Promise<World> {
  return (await json("/map/world.json")) as World;
}

/** A layer by the parameters `show` and `of` of its address. */
export async function loadLayer(address: string): Promise<Layer> {
  const served = (await json(`/map/layer.json?${address}`)) as ServedLayer;
  const [entity, label] = served.entity;
  return {
    title: `${served.label} ${label}`,
    entity,
    states: new Map(Object.entries(served.states).map(([iri, [name, ...periods]]) => [iri, { label: name, periods }])),
    complete: served.complete,
    own: new Map(Object.entries(served.own)),
    why: (state, day) => {
      const [s, o] = served.fromEntity ? [entity, state] : [state, entity];
      return `/explain?${new URLSearchParams({ s, p: served.property, o, at: day })}`;
    },
  };
}

interface Row {
  state?: { value: string };
  value?: { value: string };
  from?: { value: string };
  until?: { value: string };
}

/** The states of a query on a day, with their values and periods where it gives some. */
export async function loadQuery(query: string, day: string): Promise<Layer & { isDated: boolean }> {
  const answer = (await json(`/at/${day}/sparql?${new URLSearchParams({ query })}`, "application/sparql-results+json")) as {
    head: { vars?: string[] };
    results?: { bindings: Row[] };
  };
  const columns = answer.head.vars ?? [];
  if (!columns.includes("state")) throw new Error("The query has no column ?state.");
  const layer = { title: "answers of the query", entity: "", states: new Map(), complete: [[null, null]] as Days[], own: new Map() };
  const values = new Map<string, string>();
  for (const row of answer.results?.bindings ?? []) {
    const iri = row.state?.value;
    if (!iri) continue;
    const state = layer.states.get(iri) ?? { label: "", periods: [] };
    state.periods.push([row.from ? dayNumber(row.from.value.slice(0, 10)) : null, row.until ? dayNumber(row.until.value.slice(0, 10)) : null]);
    layer.states.set(iri, state);
    if (row.value) values.set(iri, row.value.value);
  }
  return { ...layer, isDated: columns.includes("from"), ...(columns.includes("value") ? { values } : {}) };
}

async function json(address: string, accept = "application/json"): Promise<unknown> {
  const answer = await fetch(address, { headers: { Accept: accept } });
  if (!answer.ok) throw new Error((await answer.text()).slice(0, 300));
  return answer.json();
}
