// A state with its neighbours: a small map on its page; the table under territory says the same.
import { geoArea, geoAzimuthalEqualArea, geoCentroid, geoPath, type GeoPath } from "d3-geo";
import type { Feature, Polygon, Position } from "geojson";
import { byId, shape } from "./shared/dom";
import { countries, drawCountries } from "./shared/world";

interface Found {
  /** The outlines that stand for the state on the day: of a former state those of its successors. */
  outlines: string[];
  places: { label: string; outlines: string[] }[];
  disputed: { code: string; label: string }[];
}

const [WIDTH, HEIGHT] = [640, 320];
/** The part of the picture that the state itself fills. */
const MIDDLE: [[number, number], [number, number]] = [
  [WIDTH * 0.28, HEIGHT * 0.24],
  [WIDTH * 0.72, HEIGHT * 0.76],
];
/** Pixels in a radian at most: the picture is some 250 km wide at least, lest a city state be without its surroundings. */
const CLOSEST = 16_000;
/** An area, in square pixels, below which a ring shows where the state is. */
const SMALL = 60;
/** Half of what is looked at, in degrees: beyond lies the other side of the globe. */
const HORIZON = 90;
/** An area, in square pixels, in which a name has room. */
const ROOM = 900;

const figure = byId("around");

async function show(): Promise<void> {
  const query = new URLSearchParams({ show: "borders", of: figure.dataset.of!, at: figure.dataset.at! });
  const answer = await fetch(`/map.json?${query}`);
  if (!answer.ok) return;
  const found = (await answer.json()) as Found;
  const has = (shapes: Feature[]) => shapes.some((country) => found.outlines.includes(String(country.id)));
  let shapes = (await countries()).features;
  if (!has(shapes)) shapes = (await countries("50m")).features;
  if (!has(shapes)) return;
  byId("around-picture").replaceChildren(draw(found, shapes));
  figure.hidden = false;
}

function draw(found: Found, shapes: Feature[]): SVGElement {
  const own = shapes.filter((country) => found.outlines.includes(String(country.id)));
  const centre = largest(own.map(mainPart))!;
  const [longitude, latitude] = geoCentroid(centre);
  const projection = geoAzimuthalEqualArea().rotate([-longitude, -latitude]).clipAngle(HORIZON).fitExtent(MIDDLE, centre);
  if (projection.scale() > CLOSEST) projection.scale(CLOSEST).translate([WIDTH / 2, HEIGHT / 2]);
  const path = geoPath(projection.clipExtent([[0, 0], [WIDTH, HEIGHT]]));
  const classes = new Map(found.places.flatMap((place) => place.outlines.map((id) => [id, "chosen"])));
  for (const id of found.outlines) classes.set(id, "centre");
  const label = "Map of the state and its neighbours; the table under territory says the same";
  const picture = drawCountries({ shapes, path, width: WIDTH, height: HEIGHT, label, classes, disputed: found.disputed });
  const isSmall = path.area(centre) < SMALL;
  if (isSmall) picture.append(shape("circle", { class: "ring", cx: WIDTH / 2, cy: HEIGHT / 2, r: 7 }));
  picture.append(...names(found, shapes, path, isSmall));
  return picture;
}

/** The names of neighbours where they have room; not across the ring, which stands in the middle. */
function names(found: Found, shapes: Feature[], path: GeoPath, isRinged: boolean): SVGElement[] {
  return found.places.flatMap((place) => {
    const country = largest(shapes.filter((one) => place.outlines.includes(String(one.id))));
    if (!country || path.area(country) < ROOM) return [];
    const [x, y] = path.centroid(country);
    const isAcross = isRinged && Math.abs(y - HEIGHT / 2) < 24 && Math.abs(x - WIDTH / 2) < 60;
    return [shape("text", { class: "place", x, y: isAcross ? HEIGHT / 2 + 30 : y }, place.label)];
  });
}

/** The largest part of a country: what lies overseas would leave the picture empty. */
function mainPart(country: Feature): Feature<Polygon> {
  const geometry = country.geometry;
  const parts: Position[][][] =
    geometry.type === "MultiPolygon" ? geometry.coordinates : geometry.type === "Polygon" ? [geometry.coordinates] : [];
  const made = parts.map((coordinates): Feature<Polygon> => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates } }));
  return largest(made)!;
}

function largest<Shape extends Feature>(shapes: Shape[]): Shape | undefined {
  return shapes.length ? shapes.reduce((one, other) => (geoArea(other) > geoArea(one) ? other : one)) : undefined;
}

show().catch(() => undefined); // the table stays
