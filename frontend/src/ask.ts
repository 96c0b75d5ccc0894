// The card of a question: draws the states of its answer on a map; the table says the same.
import { byId } from "./shared/dom";
import { drawWorld } from "./shared/world";

const figure = byId("shapes");
const shapes = JSON.parse(figure.dataset.shapes ?? "{}") as Record<string, string>;
const classes = new Map(Object.keys(shapes).map((code) => [code, "chosen"]));

drawWorld(classes)
  .then((map) => {
    figure.prepend(map);
    figure.hidden = false;
  })
  .catch(() => undefined); // the table has all of it
