// Makes the outlines of the atlas from world-atlas (Natural Earth): each has an id, and what lies overseas, or was held by
// other states than the rest, is an outline of its own.
import { geoArea, geoCentroid } from "d3-geo";
import { feature } from "topojson-client";

/** What Natural Earth gives no code, by name: the identifier of the entity takes its place. */
const WITHOUT_CODE = { Kosovo: "kosovo", "N. Cyprus": "northern-cyprus", Somaliland: "somaliland" };
const NAMES = { "N. Cyprus": "Northern Cyprus", "W. Sahara": "Western Sahara" };

/** Parts of a country: the outline from which they are taken, and the box (west, south, east, north) in which they lie. */
const PARTS = [
  { of: "840", id: "840-alaska", name: "Alaska", box: [-180, 51, -129.9, 72] },
  { of: "840", id: "840-alaska", name: "Alaska", box: [170, 51, 180, 54] },
  { of: "840", id: "840-hawaii", name: "Hawaii", box: [-179, 15, -150, 30] },
  { of: "643", id: "643-crimea", name: "Crimea", box: [32, 44, 37, 46.5] },
  { of: "643", id: "643-kaliningrad", name: "Kaliningrad", box: [19, 54, 23, 55.6] },
  { of: "250", id: "254", name: "French Guiana", box: [-55, 2, -51, 6] },
  { of: "250", id: "638", name: "Réunion", box: [55, -22, 56, -20] },
  { of: "250", id: "312", name: "Guadeloupe", box: [-62, 15.7, -61, 16.6] },
  { of: "250", id: "474", name: "Martinique", box: [-61.3, 14.3, -60.7, 15] },
  { of: "250", id: "175", name: "Mayotte", box: [44.9, -13.2, 45.4, -12.5] },
  { of: "528", id: "535", name: "Bonaire, Sint Eustatius and Saba", box: [-69, 12, -62, 18] },
  { of: "578", id: "744", name: "Svalbard", box: [10, 73, 34, 81] },
];

/** The middle of the largest part of each outline, longitude and latitude in degrees: where a state too small to be seen has its dot. */
export function pointsOf(topology) {
  const points = feature(topology, topology.objects.countries).features.map((country) => {
    const { type, coordinates } = country.geometry;
    const parts = (type === "MultiPolygon" ? coordinates : [coordinates]).map((part) => ({ type: "Polygon", coordinates: part }));
    const largest = parts.reduce((one, other) => (geoArea(other) > geoArea(one) ? other : one));
    return [country.id, geoCentroid(largest).map((degrees) => Math.round(degrees * 100) / 100)];
  });
  return Object.fromEntries(points.reverse()); // of two outlines with one code the first, which is the state itself
}

/** The topology with outlines in the place of countries; the arcs stay as they are. */
export function asOutlines(topology) {
  const outlines = topology.objects.countries.geometries.flatMap((country) => split(topology, named(country)));
  return { ...topology, objects: { countries: { type: "GeometryCollection", geometries: outlines } } };
}

function named(country) {
  const name = country.properties.name;
  const id = country.id ?? WITHOUT_CODE[name] ?? name.toLowerCase().replaceAll(/[^a-z]+/g, "-");
  return { ...country, id, properties: { name: NAMES[name] ?? name } };
}

function split(topology, country) {
  const parts = PARTS.filter((part) => part.of === country.id);
  if (parts.length === 0 || country.type !== "MultiPolygon") return [country];
  const held = new Map();
  for (const polygon of country.arcs) {
    const id = parts.find((part) => isWithin(extent(topology, polygon), part.box))?.id ?? "";
    held.set(id, [...(held.get(id) ?? []), polygon]);
  }
  return [...held].map(([id, arcs]) => {
    const part = parts.find((one) => one.id === id);
    return part ? { ...country, id, arcs, properties: { name: part.name, of: part.of } } : { ...country, arcs };
  });
}

function isWithin([west, south, east, north], box) {
  return west >= box[0] && south >= box[1] && east <= box[2] && north <= box[3];
}

/** The box around a polygon, in degrees. */
function extent(topology, polygon) {
  const points = polygon[0].flatMap((arc) => positions(topology, arc < 0 ? ~arc : arc));
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The positions of an arc; it is stored as differences between whole numbers. */
function positions(topology, arc) {
  const { scale, translate } = topology.transform;
  let [x, y] = [0, 0];
  return topology.arcs[arc].map(([dx, dy]) => {
    [x, y] = [x + dx, y + dy];
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
}
