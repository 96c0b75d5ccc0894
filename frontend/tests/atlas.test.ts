// The map of a day is painted by the same rules as on the server.
import assert from "node:assert/strict";
import test from "node:test";
import { dayNumber, isoOf, type Layer, type World } from "../src/atlas/data";
import { hiddenStates, kindOf, paint, Scale, statusOf } from "../src/atlas/painting";

function layer(entity: string, states: string[], complete: [number | null, number | null][] = [[null, null]]): Layer {
  return { title: entity, entity, states: new Map(states.map((iri) => [iri, { label: iri, periods: [[0, 100]] }])), complete, own: new Map() };
}

const world: World = {
  entities: [["a", "A"], ["b", "B"], ["c", "C"]],
  outlines: { "1": [[null, 50, [0, 1], "part"], [50, null, [1], "own"]], kosovo: [[null, null, [2], "former"]] },
  lives: { 0: [[null, 50]], 1: [[null, null]], 2: [[10, null]] },
  codes: {},
  points: {},
  disputes: [["", 2, null, 60, null], ["1", 0, 1, 60, null]],
};

test("days are counted from 1970, before it too", () => {
  assert.equal(dayNumber("1970-01-02"), 1);
  assert.equal(isoOf(dayNumber("1816-02-29")), "1816-02-29");
});

test("silence is no only where a list is complete", () => {
  const one = layer("x", ["a"], [[0, 200]]);
  assert.deepEqual([50, 150, 250].map((day) => statusOf(one, "a", day)), ["holds", "does not hold", "not known"]);
});

test("two layers make three classes", () => {
  const layers = [layer("x", ["a", "c"]), layer("y", ["b", "c"])];
  assert.deepEqual(["a", "b", "c", "d", "x"].map((state) => kindOf(layers, state, 5)), ["first", "second", "both", "none", "centre"]);
});

test("an outline of several states says when its class is not that of all", () => {
  const layers = [layer("x", ["a"])];
  assert.deepEqual([paint(world, layers, "1", 5).kind, paint(world, layers, "1", 5).isMixed], ["first", true]);
  assert.equal(paint(world, layers, "1", 60).kind, "none");
  assert.equal(paint(world, layers, "unheard of", 5).kind, "empty");
});

test("what is disputed is said of the outline and of the state", () => {
  assert.equal(paint(world, [], "kosovo", 5).dispute, "");
  assert.equal(paint(world, [], "kosovo", 60).dispute, "recognition of C disputed");
  assert.equal(paint(world, [], "1", 60).dispute, "claimed by B");
});

test("states of the day that are not drawn are found", () => {
  assert.deepEqual(hiddenStates(world, new Set([0, 1]), 20), [2]);
  assert.deepEqual(hiddenStates(world, new Set([1]), 60), [2]);
});

test("values have classes in their order, texts one each", () => {
  const numbers = new Scale(["1", "2", "3", "4", "50"]);
  assert.deepEqual(["1", "3", "50"].map((value) => numbers.kind(value)), ["value0", "value2", "value4"]);
  const texts = new Scale(["monarchy", "republic", "republic"]);
  assert.equal(texts.kind("republic"), "value0");
  assert.deepEqual(texts.steps.map((step) => step.text), ["republic", "monarchy"]);
});
