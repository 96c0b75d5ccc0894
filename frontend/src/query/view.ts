// What every view of a query result provides.
import type { Answer } from "./run";

export type Table = Extract<Answer, { kind: "table" }>;

export interface View {
  name: string;
  /** Why these columns cannot be shown; empty when they can. */
  reason(answer: Table): string;
  draw(answer: Table): Node | Promise<Node>;
}
