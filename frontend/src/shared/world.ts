// Countries as SVG, from world-atlas (Natural Earth), in equal-area projections.
import { geoEqualEarth, geoPath, type GeoPath } from "d3-geo";
import type { Feature, FeatureCollection } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { shape } from "./dom";

export const WIDTH = 960;
export const HEIGHT = 470;

const worlds = new Map<string, Promise<FeatureCollection>>();

/** The outlines of countries by ISO 3166-1 numeric code or, without one, by name; parts such as Alaska say of which. */
export function countries(scale: "110m" | "50m" = "110m"): Promise<FeatureCollection> {
  const known = worlds.get(scale);
  if (known) return known;
  const made = fetch(new URL(`./countries-${scale}.json`, import.meta.url))
    .then((answer) => answer.json() as Promise<Topology<{ countries: GeometryCollection }>>)
    .then((topology) => feature(topology, topology.objects.countries) as FeatureCollection);
  worlds.set(scale, made);
  return made;
}

let codes: Promise<Map<string, string>> | undefined;

/** The numeric code of each state, by IRI. */
export function numericCodes(): Promise<Map<string, string>> {
  codes ??= fetch("/places.json")
    .then((answer) => answer.json() as Promise<Record<string, string>>)
    .then((found) => new Map(Object.entries(found)));
  return codes;
}

export interface Drawing {
  shapes: Feature[];
  path: GeoPath;
  width: number;
  height: number;
  label: string;
  /** Classes of the shapes of some codes, for instance `chosen`. */
  classes: Map<string, string>;
  /** States that are hatched. */
  disputed: { code: string; label: string }[];
}

/** A picture of countries. */
export function drawCountries(drawing: Drawing): SVGElement {
  const made = drawing.shapes.flatMap((country) => {
    const name = String(country.properties?.name ?? "");
    const code = String(country.id ?? "");
    const outline = drawing.path(country) ?? "";
    const whole = String(country.properties?.of ?? "");
    const land = { class: `land ${drawing.classes.get(code) ?? drawing.classes.get(whole) ?? ""}`, d: outline, "data-code": code };
    const parts = [shape("path", land, shape("title", {}, name))];
    const isDisputed = drawing.disputed.some((one) => (one.code && one.code === code) || one.label === name);
    if (isDisputed) parts.push(shape("path", { class: "hatched", d: outline }, shape("title", {}, `${name}, recognition disputed`)));
    return parts;
  });
  const lines = shape("path", { d: "M-1 5L5 -1M-1 1L1 -1M3 5L5 3", fill: "none" });
  const hatch = shape("pattern", { id: "hatch", width: 4, height: 4, patternUnits: "userSpaceOnUse" }, lines);
  const frame = { viewBox: `0 0 ${drawing.width} ${drawing.height}`, role: "img", "aria-label": drawing.label };
  return shape("svg", frame, shape("defs", {}, hatch), ...made);
}

/** A map of the world; see `Drawing` for classes and disputed states. */
export async function drawWorld(classes: Map<string, string>, disputed: Drawing["disputed"] = []): Promise<SVGElement> {
  return drawCountries({
    shapes: (await countries()).features,
    path: geoPath(geoEqualEarth().fitSize([WIDTH, HEIGHT], { type: "Sphere" })),
    width: WIDTH,
    height: HEIGHT,
    label: "Map of the world; the table says the same",
    classes,
    disputed,
  });
}
