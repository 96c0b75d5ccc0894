// Terms as text and as content of cells.
import { baseIri, element, isLinkable, localPath } from "../shared/dom";
import type { Term } from "./run";

const DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime";
const NUMBERS = /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/;

/** A term as readers see it: a label, a day, or its text. */
export function textOf(term: Term | undefined, labels: Map<string, string>): string {
  if (!term) return "";
  if (term.type === "uri") return labels.get(term.value) ?? withoutBase(term.value);
  if (term.datatype === DATE_TIME) return term.value.replace(/T00:00:00Z$/, "");
  return term.value;
}

function withoutBase(iri: string): string {
  return iri.startsWith(baseIri()) ? iri.slice(baseIri().length) : iri;
}

/** The number that a term is, if it is one. */
export function numberOf(term: Term | undefined): number | undefined {
  return term?.datatype && NUMBERS.test(term.datatype) ? Number(term.value) : undefined;
}

/** The year, with its fraction, that a term is a date in, if it is one. */
export function yearOf(term: Term | undefined): number | undefined {
  if (!term?.datatype || !/#(dateTime|date|gYear)$/.test(term.datatype)) return undefined;
  const [, year, month = "1", day = "1"] = /^(-?\d+)(?:-(\d\d)-(\d\d))?/.exec(term.value) ?? [];
  return year === undefined ? undefined : Number(year) + (Number(month) - 1) / 12 + (Number(day) - 1) / 365;
}
