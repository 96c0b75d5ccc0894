// The table of the day: the states to which a layer or another holds.
import { element, localPath } from "../shared/dom";
import { dayNumber, isoOf, within, written, type Layer, type World } from "./data";

export function rows(world: World, layers: Layer[], day: string): HTMLElement[] {
  const number = dayNumber(day);
  const labels = new Map(world.entities);
  const states = new Map<string, string>();
  for (const layer of layers) {
    for (const [iri, { label, periods }] of layer.states) if (within(periods, number)) states.set(iri, label || labels.get(iri) || iri);
  }
  const sorted = [...states].sort(([, one], [, other]) => one.localeCompare(other));
  return sorted.map(([iri, label]) => {
    const name = element("th", { scope: "row" }, element("a", { href: localPath(iri) }, label));
    return element("tr", { "data-state": iri }, name, ...layers.map((layer) => cell(layer, iri, label, day)));
  });
}

function cell(layer: Layer, state: string, label: string, day: string): HTMLElement {
  const period = layer.states.get(state)?.periods.find((days) => within([days], dayNumber(day)));
  if (!period) return element("td", {});
  if (layer.values) return element("td", {}, layer.values.get(state) ?? "");
  const begin = period[0] === null ? "" : isoOf(period[0]);
  const since = begin ? written(begin) : "yes";
  if (!layer.why) return element("td", { "data-key": begin }, since);
  const why = element("a", { href: layer.why(state, day) }, "Why?", element("span", { class: "visually-hidden" }, ` ${label}, ${layer.title}`));
  return element("td", { "data-key": begin }, element("span", { class: "since" }, since), " ", why);
}
