import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, endpointOf, listState } from "../src/query/state";
import { countText } from "../src/shared/suggest";

const state = { query: "ASK {}", day: "", infer: true, view: "", list: "" };

test("an address holds only what differs from the defaults", () => {
  assert.equal(addressOf(state, false), "/query?query=ASK+%7B%7D");
  assert.equal(
    addressOf({ ...state, day: "2011-06-01", infer: false, view: "map" }, true),
    "/query?query=ASK+%7B%7D&at=2011-06-01&infer=false&view=map&run=1",
  );
});

test("an address keeps how the list of the answer is sorted, filtered and paged, and nothing else of a form", () => {
  const list = listState(new URLSearchParams("query=ASK&sort=-from&q=&is.state=France&page=2&columns=a,b&format=csv"));
  assert.equal(list, "sort=-from&is.state=France&page=2&columns=a%2Cb");
  assert.equal(addressOf({ ...state, list }, false), `/query?query=ASK+%7B%7D&${list}`);
});

test("a date has an endpoint of its own", () => {
  assert.equal(endpointOf(state), "/sparql");
  assert.equal(endpointOf({ ...state, day: "2011-06-01" }), "/at/2011-06-01/sparql");
});

test("suggestions are counted aloud", () => {
  assert.deepEqual([0, 1, 2].map(countText), ["No suggestions.", "1 suggestion.", "2 suggestions."]);
});
