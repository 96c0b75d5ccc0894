// What every view of a query result provides.
import type { Rows } from "./run";

export interface View {
  name: string;
  /** Why these columns cannot be shown; empty when they can. */
  reason(answer: Rows): string;
  draw(answer: Rows): Node | Promise<Node>;
}
