// The atlas: draws any day of one layer or two, plays over the years, keeps address, legend and table in step, saves.
import { dayNumber, isoOf, loadLayer, loadQuery, loadWorld, within, written, type Layer, type World } from "./atlas/data";
import { legendOf } from "./atlas/legend";
import { Scale, statusOf } from "./atlas/painting";
import { Picture, type Place } from "./atlas/picture";
import { rows } from "./atlas/table";
import { ADDRESS_PAUSE, addressMemory } from "./shared/address";
import { byId, element } from "./shared/dom";
import { savedPicture, savedPng } from "./shared/save";

const STEP_MS = 260;
/** Keeps the state of the page in its address, and in the addresses of its files. */
const remember = addressMemory((address) => {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("#files a, #embed")) link.search = `?${address}`;
});
const figure = byId("atlas");
const year = byId<HTMLInputElement>("year");
const query = figure.dataset.query ?? "";
let day = figure.dataset.at!;

interface Atlas {
  world: World;
  layers: Layer[];
  picture: Picture;
  isDated: boolean;
}

async function start(): Promise<void> {
  const addresses = figure.dataset.layers!.split(" ");
  const [world, points, layers] = await Promise.all([
    loadWorld(),
    fetch(new URL("./points.json", import.meta.url)).then((answer) => answer.json() as Promise<Record<string, [number, number]>>),
    query ? loadQuery(query, day).then((layer) => [layer]) : Promise.all(addresses.map(loadLayer)),
  ]);
  const picture = new Picture(world, points, (k, x, y) => remember({ zoom: k === 1 ? "" : [k, x, y].map((part) => part.toFixed(1)).join(",") }));
  await picture.load();
  const atlas = { world, layers, picture, isDated: !query || (layers[0] as { isDated?: boolean }).isDated === true };
  byId("picture").replaceChildren(picture.svg);
  bind(atlas);
  show(atlas);
  restore(atlas);
}

function bind(atlas: Atlas): void {
  byId("controls").hidden = false;
  for (const part of document.querySelectorAll<HTMLElement>(".zoom, #saving")) part.hidden = false;
  year.addEventListener("input", () => void turnTo(atlas, `${year.value.padStart(4, "0")}-12-31`));
  byId("play").addEventListener("click", () => (timer ? stop() : play(atlas)));
  byId("zoom-in").addEventListener("click", () => atlas.picture.zoom.in());
  byId("zoom-out").addEventListener("click", () => atlas.picture.zoom.out());
  byId("zoom-all").addEventListener("click", () => atlas.picture.zoom.whole());
  byId<HTMLInputElement>("names").addEventListener("change", (event) => showNames(atlas, (event.target as HTMLInputElement).checked));
  document.getElementById("save-svg")?.addEventListener("click", () => savedPicture(exported(atlas), `${fileName()}.svg`));
  document.getElementById("save-png")?.addEventListener("click", () => void savedPng(exported(atlas), `${fileName()}.png`));
  hover(atlas);
}

let timer = 0;

function play(atlas: Atlas): void {
  if (Number(year.value) >= Number(year.max)) year.value = year.min;
  const step = (): void => {
    if (Number(year.value) >= Number(year.max)) return stop();
    year.value = String(Number(year.value) + 1);
    void turnTo(atlas, `${year.value.padStart(4, "0")}-12-31`);
  };
  timer = window.setInterval(step, STEP_MS);
  pressed(true);
}

function stop(): void {
  clearInterval(timer);
  timer = 0;
  pressed(false);
}

function pressed(isPlaying: boolean): void {
  const button = byId("play");
  button.textContent = isPlaying ? "Pause" : "Play";
  button.setAttribute("aria-pressed", String(isPlaying));
}

let latest = 0;

/** Shows another day; a query without dates is answered anew, and what comes too late is dropped. */
async function turnTo(atlas: Atlas, iso: string): Promise<void> {
  day = iso;
  byId("shown").textContent = written(iso);
  remember({ at: iso });
  if (!atlas.isDated) {
    const number = (latest += 1);
    await new Promise((resolve) => setTimeout(resolve, ADDRESS_PAUSE));
    if (number !== latest) return;
    const layer = await loadQuery(query, iso).catch(said);
    if (!layer || number !== latest) return;
    atlas.layers = [layer];
  }
  show(atlas);
}

function show(atlas: Atlas): void {
  const number = dayNumber(day);
  const values = atlas.layers[0]?.values;
  const scale = values && new Scale(values.values());
  atlas.picture.paint(atlas.layers, number, scale);
  byId("legend").replaceChildren(...legendOf(atlas.layers, atlas.picture.kinds, day, scale));
  byId("notes").replaceChildren(element("small", {}, notes(atlas, number)));
  const list = document.getElementById("places");
  if (!list) return;
  const shown = rows(atlas.world, atlas.layers, day);
  list.replaceChildren(...shown);
  byId("count").textContent = String(shown.length);
  byId("nothing").hidden = shown.length > 0;
  const at = document.getElementById("at") as HTMLInputElement | null;
  if (at) at.value = written(day);
}

/** What the picture cannot show: disputed places without an outline, and how it draws what is gone. */
function notes({ world, picture }: Atlas, number: number): string {
  const unseen = world.disputes.flatMap(([outline, place, claimant, begin, end]) =>
    outline === "" && claimant !== null && within([[begin, end]], number) ? [world.entities[place]![1].replace(/^territory of /i, "")] : [],
  );
  const former = picture.kinds.get("former") ?? 0;
  return [
    ...(former ? [`${former} outlines are hatched: they stand for a former state, or for the state that holds them, and are approximate.`] : []),
    ...(unseen.length ? [`Claimed on this day, but without an outline here: ${[...new Set(unseen)].sort().join(", ")}.`] : []),
  ].join(" ");
}

function hover(atlas: Atlas): void {
  const tip = byId("tip");
  const stage = tip.parentElement!;
  const hide = (): void => void (tip.hidden = true);
  const point = (event: PointerEvent): void => {
    const place = atlas.picture.at(event.target);
    if (!place) return hide();
    tip.replaceChildren(...described(atlas, place));
    tip.hidden = false;
    const box = stage.getBoundingClientRect();
    const left = Math.min(event.clientX - box.left + 14, box.width - tip.offsetWidth - 4);
    tip.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, event.clientY - box.top - tip.offsetHeight - 12)}px)`;
  };
  stage.addEventListener("pointermove", point);
  stage.addEventListener("pointerdown", point);
  stage.addEventListener("pointerleave", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  const list = document.getElementById("places");
  for (const [name, isMarked] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]] as const) {
    list?.addEventListener(name, (event) => {
      const row = (event.target as Element).closest<HTMLElement>("tr[data-state]");
      if (row) atlas.picture.mark(row.dataset.state!, isMarked);
    });
  }
}

function described({ world, layers }: Atlas, { name, states, painted }: Place): HTMLElement[] {
  const number = dayNumber(day);
  if (states.length === 0) return [element("strong", {}, name), element("span", {}, "no state recorded on this day")];
  const lines = states.flatMap((state) => {
    const [iri, label] = world.entities[state]!;
    return [element("strong", {}, label), ...layers.map((layer) => element("span", {}, said_of(layer, iri, number)))];
  });
  const manner = { own: "", none: "", part: `shares the outline of ${name}`, former: `drawn from the outline of ${name}`, held: "" };
  const held = painted?.manner === "held" && painted.through !== undefined ? `holds ${world.entities[painted.through]![1].replace(/^territory of /i, "")}` : "";
  const extra = [painted ? manner[painted.manner] : "", held, painted?.dispute ?? ""].filter(Boolean);
  return [...lines, ...extra.map((text) => element("em", {}, text))];
}

function said_of(layer: Layer, state: string, number: number): string {
  if (layer.entity === state) return "the state itself";
  const status = statusOf(layer, state, number);
  const value = status === "holds" ? layer.values?.get(state) : undefined;
  if (value !== undefined) return value;
  const period = layer.states.get(state)?.periods.find((days) => within([days], number));
  const since = period?.[0] == null ? "" : `, since ${written(isoOf(period[0]))}`;
  return `${layer.title}: ${status}${status === "holds" ? since : ""}`;
}

function showNames(atlas: Atlas, isOn: boolean): void {
  atlas.picture.showsNames = isOn;
  atlas.picture.namesChanged();
  remember({ names: isOn ? "1" : "" });
}

/** Brings back from the address what it says of the view. */
function restore(atlas: Atlas): void {
  const address = new URLSearchParams(location.search);
  const [k, x, y] = (address.get("zoom") ?? "").split(",").map(Number);
  if (k && Number.isFinite(x) && Number.isFinite(y)) atlas.picture.zoom.to(k, x!, y!);
  const names = byId<HTMLInputElement>("names");
  names.checked = address.get("names") === "1" || figure.getBoundingClientRect().width > 900;
  atlas.picture.showsNames = names.checked;
  atlas.picture.namesChanged();
}


/** The picture as a file has it: with its title and its legend below. */
function exported({ picture }: Atlas): { svg: SVGSVGElement; title: string; legend: HTMLElement } {
  return { svg: picture.svg, title: `${document.querySelector("h1")?.textContent?.trim() ?? "Map"}, ${written(day)}`, legend: byId("legend") };
}

function fileName(): string {
  const layers = new URLSearchParams(location.search);
  return ["map", layers.get("show") ?? "members", layers.get("of") ?? "nato", day].join("-").replaceAll(/[^\w.-]+/g, "-");
}

function said(error: unknown): undefined {
  byId("notes").replaceChildren(element("strong", { role: "alert" }, error instanceof Error ? error.message : "The map could not be loaded."));
  return undefined;
}

byId("notes").hidden = false;
start().catch(said);
