// The network page: what surrounds an entity on a day, more of it where the reader expands a node, or the paths between two.
import { dayNumber, isoOf, within, written, type Days } from "./atlas/data";
import { addressMemory } from "./shared/address";
import { byId, element, localPath } from "./shared/dom";
import { NetworkPicture, type NetworkLink, type NetworkNode } from "./shared/network";
import { savedPicture, savedPng } from "./shared/save";

/** Nodes that one entity brings at most: more would be a knot, and the table has all. */
const MOST = 75;
const remember = addressMemory();

interface Bond {
  other: [string, string];
  property: [string, string];
  outgoing: boolean;
  theme: string;
  days: Days[];
  /** Each of the days in words, no more precise than what is known. */
  periods: string[];
}

interface Around {
  entity: [string, string];
  themes: [string, string][];
  bonds: Bond[];
}

interface Tie {
  subject: string;
  property: string;
  label: string;
  object: string;
  theme: string;
  days: Days;
  period?: string;
  why?: string;
}

const figure = byId("network");
const year = byId<HTMLInputElement>("year");
const centre = figure.dataset.a!;
const hidden = new Set((new URLSearchParams(location.search).get("without") ?? "").split(" ").filter(Boolean));
const expanded = new Map<string, Around>();
const labels = new Map<string, string>();
const themes = new Map<string, string>();
const ends = new Set([centre, figure.dataset.b ?? ""]);
let ties: Tie[] = [];
let day = figure.dataset.at!;
let picture: NetworkPicture;

async function start(): Promise<void> {
  figure.hidden = false;
  const width = Math.min(Math.max(byId("picture").clientWidth, 320), 1200);
  const size: [number, number] = [width, Math.max(460, Math.round(width * 0.56))];
  picture = new NetworkPicture(size, "Network of relations; the table has the same. Keys: plus, minus, 0, arrows", { node: choose, link: chooseLink });
  byId("picture").append(picture.svg);
  byId("zoom-in").addEventListener("click", () => picture.zoom.in());
  byId("zoom-out").addEventListener("click", () => picture.zoom.out());
  byId("zoom-all").addEventListener("click", () => picture.zoom.whole());
  byId("save-svg").addEventListener("click", () => savedPicture(captioned(), `${fileName()}.svg`));
  byId("save-png").addEventListener("click", () => void savedPng(captioned(), `${fileName()}.png`));
  year.addEventListener("input", () => turnTo(`${year.value.padStart(4, "0")}-12-31`));
  await (figure.dataset.b ? loadPaths() : expand(centre));
}

async function loadPaths(): Promise<void> {
  const found = (await json(`/network/paths.json?${figure.dataset.address}`)) as {
    labels: Record<string, string>;
    themes: [string, string][];
    between: [string, string][];
    paths: { steps: { ties: Tie[] }[] }[];
  };
  for (const [iri, label] of Object.entries(found.labels)) labels.set(iri, label);
  for (const [name, label] of found.themes) themes.set(name, label);
  for (const [iri] of found.between) ends.add(iri);
  const steps = found.paths.flatMap((path) => path.steps);
  ties = [...new Map(steps.flatMap((step) => step.ties).map((tie) => [`${tie.subject} ${tie.property} ${tie.object}`, tie])).values()];
  figure.hidden = ties.length === 0;
  show();
}

async function expand(iri: string): Promise<void> {
  if (expanded.has(iri)) return;
  const around = (await json(`/network/around.json?${new URLSearchParams({ a: iri })}`)) as Around;
  expanded.set(iri, around);
  labels.set(...around.entity);
  for (const [name, label] of around.themes) themes.set(name, label);
  for (const bond of around.bonds) labels.set(...bond.other);
  show();
}

/** The relations that hold on the day, of themes that are shown. */
function held(): Tie[] {
  const number = dayNumber(day);
  const found = [...expanded].flatMap(([iri, { bonds }]) => bonds.flatMap((bond) => tiesOf(iri, bond, number)));
  const all = figure.dataset.b ? ties : found;
  return [...new Map(all.map((tie) => [`${tie.subject} ${tie.property} ${tie.object}`, tie])).values()];
}

function tiesOf(iri: string, { other, property, outgoing, theme, days, periods }: Bond, number: number): Tie[] {
  const place = days.findIndex((each) => within([each], number));
  if (place < 0) return [];
  const [subject, object] = outgoing ? [iri, other[0]] : [other[0], iri];
  return [{ subject, property: property[0], label: property[1], object, theme, days: days[place]!, period: periods[place]! }];
}

function show(): void {
  const all = held();
  const seen = all.filter((tie) => !hidden.has(tie.theme));
  const kept = keep(seen);
  const nodes = [...kept].map((id): NetworkNode => ({ id, name: nameOf(id), kind: kindOf(id) }));
  picture.show(nodes, linksOf(seen));
  showThemes(all);
  const left = new Set(seen.flatMap((tie) => [tie.subject, tie.object])).size - kept.size;
  byId("more").textContent = left > 0 ? `${kept.size} nodes are drawn, those with most relations first; the table has ${left} more.` : "";
  showRows(seen);
}

/** The nodes that are drawn: what is expanded, and around each the most closely related. */
function keep(seen: Tie[]): Set<string> {
  if (figure.dataset.b) return new Set(seen.flatMap((tie) => [tie.subject, tie.object]));
  const kept = new Set(expanded.keys());
  for (const iri of expanded.keys()) {
    for (const other of closest(seen, iri, Math.max(12, Math.floor(MOST / expanded.size) - 1))) kept.add(other);
  }
  return kept;
}

/** The entities with most relations to one, of each theme in turn: treaties must not crowd out organizations. */
function closest(seen: Tie[], iri: string, most: number): Set<string> {
  const closeness = new Map<string, number>();
  const byTheme = new Map<string, string[]>();
  for (const tie of seen) {
    if (tie.subject !== iri && tie.object !== iri) continue;
    const other = tie.subject === iri ? tie.object : tie.subject;
    closeness.set(other, (closeness.get(other) ?? 0) + 1);
    byTheme.set(tie.theme, [...(byTheme.get(tie.theme) ?? []), other]);
  }
  const queues = [...byTheme.values()].map((others) => others.sort((one, other) => closeness.get(other)! - closeness.get(one)!));
  const kept = new Set<string>();
  for (let place = 0; kept.size < Math.min(most, closeness.size); place += 1) {
    for (const queue of queues) if (place < queue.length && kept.size < most) kept.add(queue[place]!);
  }
  return kept;
}

function linksOf(seen: Tie[]): NetworkLink[] {
  const between = new Map<string, Tie[]>();
  for (const tie of seen) {
    const key = [tie.subject, tie.object].sort().join(" ");
    between.set(key, [...(between.get(key) ?? []), tie]);
  }
  return [...between.values()].map((joined) => ({
    source: joined[0]!.subject,
    target: joined[0]!.object,
    kind: `theme-${joined[0]!.theme}`,
    title: joined.map(sentence).join("\n"),
  }));
}

function showThemes(all: Tie[]): void {
  const counts = new Map<string, number>();
  for (const tie of all) counts.set(tie.theme, (counts.get(tie.theme) ?? 0) + 1);
  const boxes = [...counts].sort().map(([theme, count]) => {
    const box = element("input", { type: "checkbox", value: theme }) as HTMLInputElement;
    box.checked = !hidden.has(theme);
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(theme);
      else hidden.add(theme);
      remember({ without: [...hidden].join(" ") });
      show();
      byId("themes").querySelector<HTMLInputElement>(`input[value="${theme}"]`)?.focus();
    });
    return element("label", { class: "check" }, box, element("span", { class: `swatch theme-${theme}` }), `${themes.get(theme) ?? theme} `, element("span", { class: "quiet" }, String(count)));
  });
  byId("themes").replaceChildren(byId("themes").querySelector("legend")!, ...boxes);
}

function choose(id: string): void {
  picture.select(id);
  const related = held().filter((tie) => (tie.subject === id || tie.object === id) && !hidden.has(tie.theme));
  const more = element("button", { type: "button" }, `Show what surrounds ${nameOf(id)}`);
  more.addEventListener("click", () => void expand(id).then(() => choose(id), failed));
  const actions = element("p", { class: "row" }, ...(expanded.has(id) || figure.dataset.b ? [] : [more]), element("a", { class: "button", href: localPath(id) }, "Open its page"), ...around(id));
  const facing = id === centre ? [] : related;
  byId("panel").replaceChildren(element("h2", {}, nameOf(id)), actions, list(facing));
}

function around(id: string): HTMLElement[] {
  if (id === centre) return [];
  const paths = element("a", { class: "button", href: `/network?${new URLSearchParams({ a: centre, b: id, at: day })}` }, `Paths from ${nameOf(centre)}`);
  const own = element("a", { class: "button", href: `/network?${new URLSearchParams({ a: id, at: day })}` }, "Put it in the middle");
  return figure.dataset.b ? [own] : [own, paths];
}

function chooseLink(source: string, target: string): void {
  const joined = held().filter((tie) => [tie.subject, tie.object].includes(source) && [tie.subject, tie.object].includes(target));
  byId("panel").replaceChildren(element("h2", {}, `${nameOf(source)} and ${nameOf(target)}`), list(joined));
}

function list(shown: Tie[]): HTMLElement {
  return element("ul", {}, ...shown.map((tie) => element("li", {}, `${sentence(tie)} `, why(tie))));
}

function why(tie: Tie): HTMLElement {
  const address = `/explain?${new URLSearchParams({ s: tie.subject, p: tie.property, o: tie.object, at: day })}`;
  return element("a", { href: address }, "Why?", element("span", { class: "visually-hidden" }, ` ${sentence(tie)}`));
}

/** The table says the same as the picture, of the entity in the middle. */
function showRows(seen: Tie[]): void {
  const body = document.getElementById("rows");
  if (!body) return;
  const rows = seen.filter((tie) => tie.subject === centre || tie.object === centre);
  byId("count").textContent = String(rows.length);
  body.replaceChildren(
    ...rows.map((tie) => {
      const other = tie.subject === centre ? tie.object : tie.subject;
      const name = element("th", { scope: "row" }, element("a", { href: localPath(other) }, nameOf(other)));
      const begin = tie.days[0] === null ? "" : isoOf(tie.days[0]);
      const since = element("td", { class: "when", "data-key": begin }, `${tie.period ?? ""} `, why(tie));
      return element("tr", {}, name, element("td", {}, sentence(tie)), element("td", {}, themes.get(tie.theme) ?? ""), since);
    }),
  );
}

function turnTo(iso: string): void {
  day = iso;
  byId("shown").textContent = written(iso);
  byId<HTMLInputElement>("at").value = written(iso);
  remember({ at: iso });
  show();
}

const nameOf = (iri: string): string => labels.get(iri) ?? iri.split("/").at(-1) ?? iri;
const sentence = (tie: Tie): string => `${nameOf(tie.subject)} ${tie.label} ${nameOf(tie.object)}`;
const kindOf = (iri: string): string => (ends.has(iri) ? "centre" : expanded.has(iri) ? "expanded" : "other");
const captioned = () => ({ svg: picture.svg, title: `${document.querySelector("h1")?.textContent?.trim() ?? "Network"}, ${day}` });
const fileName = (): string => `network-${centre.split("/").at(-1)}-${day}`;


async function json(address: string): Promise<unknown> {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error((await answer.text()).slice(0, 300));
  return answer.json();
}

function failed(error: unknown): void {
  byId("panel").replaceChildren(element("p", { role: "alert" }, error instanceof Error ? error.message : "The network could not be loaded."));
}

start().catch(failed);
