// Small helpers for elements.

/** The element with an id, which the page has. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element "${id}".`);
  return found as T;
}

/** A new element with attributes and content; text is never read as markup. */
export function element(name: string, attributes: Record<string, string> = {}, ...content: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** A new element of a picture. */
export function shape(name: string, attributes: Record<string, string | number> = {}, ...content: (Node | string)[]): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...content);
  return made;
}

/** What all IRIs of the project begin with, as the server writes it on each page. */
export function baseIri(): string {
  return document.documentElement.dataset.base ?? "";
}

/** The address under which this server describes an IRI of ours; any other web address as it is. */
export function localPath(iri: string): string {
  const base = baseIri();
  return base && iri.startsWith(base) ? `/${iri.slice(base.length)}` : iri;
}

/** Whether an IRI may be linked: only what a browser opens as a page. */
export function isLinkable(iri: string): boolean {
  return /^https?:\/\//.test(iri);
}
