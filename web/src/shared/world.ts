// The world as SVG, from world-atlas (Natural Earth), in an equal-area projection.
import { geoEqualEarth, geoPath } from "d3-geo";
import type { FeatureCollection } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { shape } from "./dom";

export const WIDTH = 960;
export const HEIGHT = 470;

let world: Promise<FeatureCollection> | undefined;

/** The shapes of countries; each has its ISO 3166-1 numeric code as id. */
export function countries(): Promise<FeatureCollection> {
  world ??= fetch(new URL("./countries-110m.json", import.meta.url))
    .then((answer) => answer.json() as Promise<Topology<{ countries: GeometryCollection }>>)
    .then((topology) => feature(topology, topology.objects.countries) as FeatureCollection);
  return world;
}

let codes: Promise<Map<string, string>> | undefined;

/** The numeric code of each state, by IRI. */
export function numericCodes(): Promise<Map<string, string>> {
  codes ??= fetch("/places.json")
    .then((answer) => answer.json() as Promise<Record<string, string>>)
    .then((found) => new Map(Object.entries(found)));
  return codes;
}

// Natural Earth's short names for what has no code of its own there.
const NAMES: Record<string, string> = { "N. Cyprus": "Northern Cyprus", "W. Sahara": "Western Sahara" };

/** A map; `classes` gives the shapes of some codes a class, for instance `chosen`; disputed states are hatched. */
export async function drawWorld(
  classes: Map<string, string>,
  disputed: { code: string; label: string }[] = [],
): Promise<SVGElement> {
  const shapes = await countries();
  const path = geoPath(geoEqualEarth().fitSize([WIDTH, HEIGHT], { type: "Sphere" }));
  const made = shapes.features.flatMap((country) => {
    const name = String(country.properties?.name ?? "");
    const outline = path(country) ?? "";
    const land = { class: `land ${classes.get(String(country.id)) ?? ""}`, d: outline, "data-code": String(country.id ?? "") };
    const parts = [shape("path", land, shape("title", {}, name))];
    const isDisputed = disputed.some(({ code, label }) => (code && code === country.id) || label === (NAMES[name] ?? name));
    if (isDisputed) parts.push(shape("path", { class: "hatched", d: outline }, shape("title", {}, `${name}, recognition disputed`)));
    return parts;
  });
  const lines = shape("path", { d: "M-1 5L5 -1M-1 1L1 -1M3 5L5 3", fill: "none" });
  const hatch = shape("pattern", { id: "hatch", width: 4, height: 4, patternUnits: "userSpaceOnUse" }, lines);
  const size = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": "Map of the world; the table says the same" };
  return shape("svg", size, shape("defs", {}, hatch), ...made);
}
