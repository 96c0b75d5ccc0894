// Zooming and panning a picture: with the wheel while Ctrl is held or the picture has the focus, by dragging, with two
// fingers, with buttons and with the keys + - 0 and the arrows.
import { select } from "d3-selection";
import { zoom, zoomIdentity, type ZoomBehavior, type ZoomTransform } from "d3-zoom";

const STEP = 1.6;
const MOVE = 60;

export interface Zoomable {
  svg: SVGSVGElement;
  content: SVGElement;
  /** The size of the picture in its own units. */
  size: [number, number];
  most: number;
  changed: (transform: ZoomTransform) => void;
}

export class Zoom {
  private readonly behaviour: ZoomBehavior<SVGSVGElement, unknown>;

  constructor(private readonly picture: Zoomable) {
    const [width, height] = picture.size;
    this.behaviour = zoom<SVGSVGElement, unknown>()
      .scaleExtent([1, picture.most])
      .extent([[0, 0], [width, height]])
      .translateExtent([[0, 0], [width, height]])
      .filter((event: MouseEvent | WheelEvent | TouchEvent) => this.concerns(event))
      .on("zoom", ({ transform }: { transform: ZoomTransform }) => {
        picture.content.setAttribute("transform", transform.toString());
        picture.changed(transform);
      });
    select(picture.svg).call(this.behaviour);
    picture.svg.addEventListener("keydown", (event) => this.pressed(event));
  }

  by(factor: number): void {
    select(this.picture.svg).call(this.behaviour.scaleBy, factor);
  }

  in(): void {
    this.by(STEP);
  }

  out(): void {
    this.by(1 / STEP);
  }

  whole(): void {
    select(this.picture.svg).call(this.behaviour.transform, zoomIdentity);
  }

  to(k: number, x: number, y: number): void {
    select(this.picture.svg).call(this.behaviour.transform, zoomIdentity.translate(x, y).scale(k));
  }

  /** A page that is scrolled over the picture must not zoom it, and one finger must scroll the page. */
  private concerns(event: MouseEvent | WheelEvent | TouchEvent): boolean {
    if (event.type === "wheel") return event.ctrlKey || event.metaKey || document.activeElement === this.picture.svg;
    if ("touches" in event) return event.touches.length > 1 || this.isZoomed();
    return !event.ctrlKey && (event as MouseEvent).button === 0;
  }

  private isZoomed(): boolean {
    return !(this.picture.content.getAttribute("transform") ?? "scale(1)").endsWith("scale(1)");
  }

  private pressed(event: KeyboardEvent): void {
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [MOVE, 0],
      ArrowRight: [-MOVE, 0],
      ArrowUp: [0, MOVE],
      ArrowDown: [0, -MOVE],
    };
    const move = moves[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== this.picture.svg) return;
    if (move) select(this.picture.svg).call(this.behaviour.translateBy, ...move);
    else if (event.key === "+" || event.key === "=") this.in();
    else if (event.key === "-") this.out();
    else if (event.key === "0") this.whole();
    else return;
    event.preventDefault();
  }
}
