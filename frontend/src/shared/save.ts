// Saving a picture with its title and legend: a copy that carries the styles it has on the page, since a file knows no style sheet.
import { shape } from "./dom";

const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "opacity", "font-size", "font-family", "text-anchor", "paint-order", "display"];
const PNG_WIDTH = 2000;
const [LINE, MARGIN, SWATCH] = [18, 12, 14];

export interface Captioned {
  svg: SVGSVGElement;
  title: string;
  /** A list whose items begin with a swatch. */
  legend?: HTMLElement;
}

/** Offers a picture with its title and legend as an SVG file. */
export function savedPicture(picture: Captioned, name: string): void {
  offer(new Blob([captioned(picture).outerHTML], { type: "image/svg+xml" }), name);
}

/** Offers a picture with its title and legend as a PNG file, wide enough to be printed. */
export async function savedPng(picture: Captioned, name: string): Promise<void> {
  const copy = captioned(picture);
  const [, , width, height] = copy.getAttribute("viewBox")!.split(" ").map(Number) as [number, number, number, number];
  const [across, down] = [PNG_WIDTH, Math.round((PNG_WIDTH * height) / width)];
  copy.setAttribute("width", String(across));
  copy.setAttribute("height", String(down));
  const address = URL.createObjectURL(new Blob([copy.outerHTML], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [across, down];
    canvas.getContext("2d")!.drawImage(image, 0, 0, across, down);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (blob) offer(blob, name);
  } finally {
    URL.revokeObjectURL(address);
  }
}

function styled(picture: SVGElement): SVGElement {
  const copy = picture.cloneNode(true) as SVGElement;
  const [before, after] = [picture.querySelectorAll("*"), copy.querySelectorAll("*")];
  before.forEach((part, place) => {
    const style = getComputedStyle(part);
    for (const property of STYLES) {
      const value = style.getPropertyValue(property);
      // Addresses of patterns are absolute in computed styles, and would point outside the file.
      after[place]!.setAttribute(property, value.replace(/url\("[^"]*#([\w-]+)"\)/, "url(#$1)"));
    }
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return copy;
}

/** The picture with its title above and its legend below, on paper. */
function captioned({ svg, title, legend }: Captioned): SVGElement {
  const [left, top, width, height] = svg.getAttribute("viewBox")!.split(" ").map(Number) as [number, number, number, number];
  const copy = styled(svg);
  const ink = getComputedStyle(document.body).color;
  const items = [...(legend?.children ?? [])];
  const below = top + height + MARGIN;
  copy.setAttribute("viewBox", `${left} ${top - 2 * LINE} ${width} ${height + 2 * LINE + MARGIN * 2 + items.length * LINE}`);
  copy.prepend(shape("rect", { x: left, y: top - 2 * LINE, width, height: height * 2, fill: getComputedStyle(document.body).backgroundColor }));
  const text = { fill: ink, "font-family": "sans-serif" };
  copy.append(shape("text", { ...text, x: left + MARGIN, y: top - LINE / 2, "font-size": 16, "font-weight": "bold" }, title));
  items.forEach((item, place) => {
    const y = below + place * LINE;
    const swatch = item.querySelector(".swatch");
    if (swatch) copy.append(...swatches(swatch, left + MARGIN, y));
    copy.append(shape("text", { ...text, x: left + MARGIN + 24, y: y + 10, "font-size": 12 }, item.textContent?.trim() ?? ""));
  });
  return copy;
}

/** A swatch as a rectangle; hatched ones are filled by the pattern of the same name. */
function swatches(swatch: Element, x: number, y: number): SVGElement[] {
  const name = [...swatch.classList].find((each) => each !== "swatch") ?? "";
  const place = { x, y, width: SWATCH + 4, height: SWATCH - 3 };
  const style = getComputedStyle(swatch);
  const hatched = ["unknown", "former", "part", "disputed"].includes(name);
  const ground = shape("rect", { ...place, fill: style.backgroundColor, stroke: style.borderTopColor });
  return hatched ? [ground, shape("rect", { ...place, fill: `url(#${name})` })] : [ground];
}

function offer(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
