import assert from "node:assert/strict";
import { test } from "node:test";
import { noticesOf } from "../src/query/run";

test("a header of several notices is taken apart at the ends of sentences", () => {
  assert.deepEqual(noticesOf("The ontology has no term wph:Sate; did you mean wph:State or wph:x?, Nothing matches ?s a ?o, ?p."), [
    "The ontology has no term wph:Sate; did you mean wph:State or wph:x?",
    "Nothing matches ?s a ?o, ?p.",
  ]);
  assert.deepEqual(noticesOf(""), []);
});

test("characters outside ASCII are read back", () => {
  assert.deepEqual(noticesOf("Nothing matches '\\u041a\\u0430\\u0437'."), ["Nothing matches 'Каз'."]);
});
