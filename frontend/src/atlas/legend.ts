// The legend of the day: an entry for each class that the picture has, and for no other, with the number of its states.
import { element } from "../shared/dom";
import { dayNumber, isoOf, written, type Layer } from "./data";
import type { Kind, Scale } from "./painting";
import type { Entry } from "./picture";

/** Classes that are counted in states; the others are marks of outlines. */
const COUNTED = new Set<string>(["both", "first", "second", "unknown", "none", "value0", "value1", "value2", "value3", "value4"]);

export function legendOf(layers: Layer[], kinds: Map<string, number>, day: string, scale?: Scale): HTMLElement[] {
  return entries(layers, day, scale).flatMap(([kind, text]) => {
    const count = kinds.get(kind);
    if (!count) return [];
    const number = COUNTED.has(kind) ? element("span", { class: "number" }, ` ${count}`) : "";
    return [element("li", { "data-kind": kind }, element("span", { class: `swatch ${kind}` }), text, number)];
  });
}

function entries(layers: Layer[], day: string, scale?: Scale): [Entry, string][] {
  const [first, second] = layers;
  const steps = scale?.steps.map((step): [Kind, string] => [step.kind, step.text]) ?? [];
  return [
    ...(layers.some((layer) => layer.entity) ? [["centre", "the state that the map is about"] as [Entry, string]] : []),
    ...(scale ? steps : [["first", second ? `only ${first?.title}` : first?.title ?? ""] as [Entry, string]]),
    ...(second ? ([["second", `only ${second.title}`], ["both", "both"]] as [Entry, string][]) : []),
    ["none", second ? "neither" : first?.entity ? "no" : "not in the answer"],
    ["unknown", `not known${limits(layers, day)}`],
    ["empty", "no state recorded on this day"],
    ["former", "former state, or territory that a state holds: approximate"],
    ["part", "applies to a part of the outline only"],
    ["disputed", "disputed"],
    ["dot", "small state, or state without an outline"],
  ];
}

/** Why it is not known: where the complete list begins and ends. */
function limits(layers: Layer[], day: string): string {
  const number = dayNumber(day);
  const named = layers.flatMap(({ complete }) => {
    const before = complete.filter(([, end]) => end !== null && end <= number).at(-1)?.[1];
    const after = complete.find(([begin]) => begin !== null && begin > number)?.[0];
    if (before != null) return [`the list ends on ${written(isoOf(before - 1))}`];
    return after != null ? [`the list begins on ${written(isoOf(after))}`] : [];
  });
  return named.length ? ` (${[...new Set(named)].join("; ")})` : " (no complete list)";
}
