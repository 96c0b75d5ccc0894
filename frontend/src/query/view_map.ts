// The answer on a map: states that occur in it. The shapes are of the present day.
import { element } from "../shared/dom";
import { drawWorld, numericCodes } from "../shared/world";
import type { Rows } from "./run";
import type { View } from "./view";

export const map: View = {
  name: "Map",
  reason: (answer) =>
    answer.rows.some((row) => Object.values(row).some((term) => term?.type === "uri" && term.value.includes("/id/")))
      ? ""
      : "A map needs a column of states.",
  draw,
};

async function draw(answer: Rows): Promise<Node> {
  const codes = await numericCodes();
  const chosen = new Map<string, string>();
  for (const row of answer.rows) {
    for (const term of Object.values(row)) {
      const code = term && codes.get(term.value);
      if (code) chosen.set(code, answer.labels.get(term.value) ?? "");
    }
  }
  if (chosen.size === 0) return element("p", {}, "None of these things is a state with a place on the map.");
  return element(
    "div",
    {},
    await drawWorld(new Map([...chosen.keys()].map((code) => [code, "chosen"]))),
    element("p", {}, element("small", {}, `${chosen.size} states. Shapes are of the present day, from Natural Earth.`)),
  );
}
