import assert from "node:assert/strict";
import { test } from "node:test";
import { numberOf, textOf, yearOf } from "../src/query/cells";
import type { Term } from "../src/query/run";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const typed = (value: string, type: string): Term => ({ type: "literal", value, datatype: XSD + type });
globalThis.document = { documentElement: { dataset: { base: "https://example.org/base/" } } } as unknown as Document;

test("a term shows its label, or its IRI without the base", () => {
  const iri: Term = { type: "uri", value: "https://example.org/base/id/france" };

  assert.equal(textOf(iri, new Map([[iri.value, "France"]])), "France");
  assert.equal(textOf(iri, new Map()), "id/france");
  assert.equal(textOf({ type: "uri", value: "https://elsewhere.org/x" }, new Map()), "https://elsewhere.org/x");
  assert.equal(textOf(undefined, new Map()), "");
});

test("midnight is left out of a date, another time is not", () => {
  assert.equal(textOf(typed("2011-06-01T00:00:00Z", "dateTime"), new Map()), "2011-06-01");
  assert.equal(textOf(typed("2011-06-01T12:00:00Z", "dateTime"), new Map()), "2011-06-01T12:00:00Z");
});

test("only numeric datatypes are numbers", () => {
  assert.equal(numberOf(typed("12", "integer")), 12);
  assert.equal(numberOf({ type: "literal", value: "12" }), undefined);
});

test("a date is a year with its fraction, also before our era", () => {
  assert.equal(yearOf(typed("1991", "gYear")), 1991);
  assert.equal(yearOf(typed("1991-07-01", "date")), 1991.5);
  assert.equal(yearOf(typed("-0044-01-01", "date")), -44);
  assert.equal(yearOf(typed("1991", "integer")), undefined);
});
