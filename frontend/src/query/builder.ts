// The builder: a query by pick lists. It writes into the editor, and shows what it has written there before.
import { baseIri, byId, element } from "../shared/dom";
import { read, termOf, written, type Built, type Condition } from "./built";
import { loadTerms, propertiesOf } from "./completion";

const EMPTY: Condition = { property: "", value: "", optional: false };

export class Builder {
  private isReady = false;

  constructor(
    private readonly details: HTMLElement,
    private readonly current: () => string,
    private readonly write: (query: string) => void,
  ) {
    details.addEventListener("toggle", () => void this.open());
    byId("kind").addEventListener("change", () => void this.draw({ kind: this.kind, conditions: [EMPTY] }));
    byId("more").addEventListener("click", () => void this.draw({ kind: this.kind, conditions: [...this.conditions(), EMPTY] }));
    byId("write").addEventListener("click", () => void this.finish());
  }

  private get kind(): string {
    return byId<HTMLSelectElement>("kind").value;
  }

  private async open(): Promise<void> {
    if (!this.details.hasAttribute("open")) return;
    if (!this.isReady) await this.fillKinds();
    this.isReady = true;
    const built = read(this.current());
    await this.draw(built ?? { kind: this.kind, conditions: [EMPTY] });
  }

  private async fillKinds(): Promise<void> {
    const { terms } = await loadTerms();
    const classes = terms.filter((term) => term.kind === "Class" && term.count > 0);
    classes.sort((one, other) => one.label.localeCompare(other.label));
    byId("kind").replaceChildren(
      ...classes.map((term) => element("option", { value: term.name }, `${term.label} (${term.count.toLocaleString("en")})`)),
    );
    byId<HTMLSelectElement>("kind").value = "wph:State";
  }

  private async draw({ kind, conditions }: Built): Promise<void> {
    const list = byId<HTMLSelectElement>("kind");
    if (![...list.options].some((option) => option.value === kind)) list.append(element("option", { value: kind }, kind));
    list.value = kind;
    const properties = await propertiesOf(kind);
    const options = properties.map((property) => [property.name, property.label] as const);
    byId("conditions").replaceChildren(...conditions.map((condition, place) => this.row(condition, options, place)));
  }

  private row(condition: Condition, options: (readonly [string, string])[], place: number): HTMLElement {
    const known = options.some(([name]) => name === condition.property) || !condition.property;
    const listed = known ? options : [...options, [condition.property, condition.property] as const];
    const property = element("select", { "aria-label": `Property ${place + 1}` }, element("option", { value: "" }, "choose a property"));
    property.append(...listed.map(([name, label]) => element("option", { value: name }, label)));
    (property as HTMLSelectElement).value = condition.property;
    const values = element("datalist", { id: `values-${place}` });
    const value = element("input", { "aria-label": `Value ${place + 1}`, list: values.id, value: condition.value, placeholder: "any value", autocomplete: "off" });
    value.addEventListener("input", () => void offer(value as HTMLInputElement, values));
    const optional = element("input", { type: "checkbox", ...(condition.optional ? { checked: "" } : {}) });
    const remove = element("button", { type: "button", "aria-label": `Remove condition ${place + 1}` }, "×");
    const made = element("li", {}, property, value, values, element("label", { class: "check" }, optional, " also without it"), remove);
    remove.addEventListener("click", () => made.remove());
    return made;
  }

  private conditions(): Condition[] {
    return [...byId("conditions").children].map((row) => ({
      property: row.querySelector("select")!.value,
      value: row.querySelector<HTMLInputElement>("input:not([type])")!.value.trim(),
      optional: row.querySelector<HTMLInputElement>("[type=checkbox]")!.checked,
    }));
  }

  private async finish(): Promise<void> {
    const chosen = this.conditions().filter((condition) => condition.property);
    const conditions = await Promise.all(chosen.map(async (condition) => ({ ...condition, value: await resolved(condition.value) })));
    this.write(written({ kind: this.kind, conditions }));
    await this.draw({ kind: this.kind, conditions: conditions.length ? conditions : [EMPTY] });
  }
}

interface Hit {
  iri: string;
  label: string;
  kind: string;
}

async function search(text: string): Promise<Hit[]> {
  const answer = await fetch(`/search.json?q=${encodeURIComponent(text)}`);
  const base = `${baseIri()}id/`;
  return ((await answer.json()) as Hit[]).filter((hit) => hit.iri.startsWith(base) && !hit.iri.slice(base.length).includes("/"));
}

async function offer(input: HTMLInputElement, list: HTMLElement): Promise<void> {
  const text = input.value.trim();
  if (text.length < 2 || termOf(text)) return;
  const hits = await search(text);
  list.replaceChildren(...hits.map((hit) => element("option", { value: named(hit) }, `${hit.label}, ${hit.kind}`)));
}

/** A value as a term: what was typed, the entity with this name, or the text itself. */
async function resolved(text: string): Promise<string> {
  if (!text) return "";
  const term = termOf(text);
  if (term) return term;
  const [hit] = await search(text);
  return hit ? named(hit) : JSON.stringify(text);
}

function named(hit: Hit): string {
  return `id:${hit.iri.slice(`${baseIri()}id/`.length)}`;
}
