// The map page: draws the table as a map, follows the year, keeps address and table in step, saves the picture.
import { byId, element, localPath } from "./shared/dom";
import { drawWorld } from "./shared/world";
import { saved } from "./shared/save";

interface Found {
  day: string;
  centre: string;
  places: { iri: string; label: string; code: string; why: string }[];
  disputed: { code: string; label: string }[];
}

const PAUSE = 120;
const figure = byId("world");
const year = byId<HTMLInputElement>("year");
let request: AbortController | undefined;
let timer = 0;

function query(day: string): string {
  return new URLSearchParams({ show: figure.dataset.show!, of: figure.dataset.of!, at: day }).toString();
}

async function show(day: string): Promise<void> {
  request?.abort();
  request = new AbortController();
  const answer = await fetch(`/map.json?${query(day)}`, { signal: request.signal });
  if (!answer.ok) return;
  const found = (await answer.json()) as Found;
  byId("shown").textContent = found.day;
  byId<HTMLInputElement>("at").value = found.day;
  list(found);
  const classes = new Map(found.places.map((place) => [place.code, "chosen"]));
  if (found.centre) classes.set(found.centre, "centre");
  byId("picture").replaceChildren(await drawWorld(classes, found.disputed));
}

function list(found: Found): void {
  byId("count").textContent = String(found.places.length);
  byId("nothing").hidden = found.places.length > 0;
  byId("places").replaceChildren(
    ...found.places.map((place) => {
      const why = element("a", { href: place.why }, "Why?", element("span", { class: "visually-hidden" }, ` ${place.label}`));
      const name = element("a", { href: localPath(place.iri) }, place.label);
      return element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, why));
    }),
  );
}

year.addEventListener("input", () => {
  const day = `${year.value.padStart(4, "0")}-12-31`;
  byId("shown").textContent = day;
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    history.replaceState(null, "", `/map?${query(day)}`);
    show(day).catch(() => undefined); // a newer year took its place
  }, PAUSE);
});
byId("save").addEventListener("click", () => {
  const picture = byId("picture").querySelector("svg");
  if (picture) saved(picture, `map-${figure.dataset.show}-${byId("shown").textContent}.svg`);
});
figure.hidden = false;
show(figure.dataset.at!).catch(() => undefined);
