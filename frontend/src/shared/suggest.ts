// Suggestions while a name is typed: a combobox as the ARIA Authoring Practices describe it ("list autocomplete").

interface Hit {
  path: string;
  label: string;
  kind: string;
  name: string;
  detail: string;
  /** Text to fill in, instead of a page to open. */
  fill?: string;
  /** Whether the text that is filled in is only the beginning of what may be typed. */
  goesOn?: boolean;
}

const PAUSE = 90;
let lists = 0;

/** Gives a text field for the name of an entity suggestions; choosing one fills it in. */
export function suggestNames(input: HTMLInputElement): void {
  input.autocomplete = "off";
  new Suggestions(input, "/search.json", (hits) =>
    hits.filter((hit) => /^\/id\/[^/]+$/.test(hit.path)).map((hit) => ({ ...hit, path: "", fill: hit.label })),
  );
}

/** Gives the text field of a search form suggestions; choosing one opens its page. */
export function suggest(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>("input[name=q]");
  if (input) new Suggestions(input, form.dataset.suggestions ?? "/search.json");
}

/** How many suggestions there are, as a screen reader announces it. */
export function countText(count: number): string {
  return count === 0 ? "No suggestions." : `${count} ${count === 1 ? "suggestion" : "suggestions"}.`;
}

class Suggestions {
  private readonly list = document.createElement("ul");
  private readonly status = document.createElement("p");
  private hits: Hit[] = [];
  private chosen = -1;
  private timer = 0;
  private request: AbortController | undefined;

  constructor(
    private readonly input: HTMLInputElement,
    private readonly address: string,
    private readonly offered = (hits: Hit[]): Hit[] => hits,
  ) {
    this.list.id = `suggestions-${++lists}`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggestions");
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", this.list.id]]) {
      input.setAttribute(name!, value!);
    }
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    input.parentElement!.classList.add("suggesting");
    input.parentElement!.append(this.list, this.status);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.click(event));
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), PAUSE);
  }

  private async ask(): Promise<void> {
    this.request?.abort();
    const text = this.input.value.trim();
    if (!text) return this.close();
    const { signal } = (this.request = new AbortController());
    try {
      const response = await fetch(`${this.address}?q=${encodeURIComponent(text)}`, { signal });
      if (!response.ok) throw new Error(response.statusText);
      this.show(this.offered((await response.json()) as Hit[]));
    } catch {
      if (!signal.aborted) this.fail(); // an aborted request was replaced by a newer one
    }
  }

  private show(hits: Hit[]): void {
    this.hits = hits;
    this.choose(-1);
    this.list.replaceChildren(...hits.map((hit, place) => this.option(hit, place)));
    this.list.hidden = hits.length === 0;
    this.input.setAttribute("aria-expanded", String(hits.length > 0));
    this.status.textContent = countText(hits.length);
  }

  /** No suggestions can be had; Enter still searches. */
  private fail(): void {
    this.close();
    this.status.textContent = "Suggestions are unavailable. Press Enter to search.";
  }

  private option(hit: Hit, place: number): HTMLElement {
    const option = document.createElement("li");
    const detail = document.createElement("small");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const other = hit.name === hit.label ? "" : `, ${hit.name}${hit.detail ? ` (${hit.detail})` : ""}`;
    detail.textContent = (hit.kind || "term") + other;
    option.append(hit.label, detail);
    return option;
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      this.open(this.chosen);
    } else if (step && this.hits.length > 0) {
      event.preventDefault();
      const count = this.hits.length;
      this.choose(this.chosen < 0 && step < 0 ? count - 1 : (this.chosen + step + count) % count);
    }
  }

  private choose(place: number): void {
    this.chosen = place;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    if (place < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.list.id}-${place}`);
  }

  private click(event: Event): void {
    const option = (event.target as Element).closest("li");
    if (option) this.open([...this.list.children].indexOf(option));
  }

  private open(place: number): void {
    const hit = this.hits[place];
    if (hit?.fill) {
      this.input.value = hit.fill;
      this.input.focus();
      if (hit.goesOn) this.later();
      else this.close();
    } else if (hit) location.assign(hit.path);
  }

  private close(): void {
    clearTimeout(this.timer);
    this.request?.abort();
    this.hits = [];
    this.status.textContent = "";
    this.chosen = -1;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
