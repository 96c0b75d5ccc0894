// Saving a picture: a copy that carries the styles it has on the page, since a file knows no style sheet.

const STYLES = ["fill", "stroke", "stroke-width", "opacity", "font-size", "font-family", "text-anchor"];

/** Offers an SVG picture as a file. */
export function saved(picture: SVGElement, name: string): void {
  const copy = picture.cloneNode(true) as SVGElement;
  const [before, after] = [picture.querySelectorAll("*"), copy.querySelectorAll("*")];
  before.forEach((part, place) => {
    const style = getComputedStyle(part);
    for (const property of STYLES) after[place]!.setAttribute(property, style.getPropertyValue(property));
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([copy.outerHTML], { type: "image/svg+xml" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
