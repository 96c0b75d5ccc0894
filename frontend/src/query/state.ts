// What the page shows, and its form as an address.

export interface State {
  query: string;
  day: string;
  infer: boolean;
  view: string;
}

/** What the address says. */
export function readState(): { view: string; run: boolean } {
  const values = new URLSearchParams(location.search);
  return { view: values.get("view") ?? "", run: values.has("run") };
}

/** The address of a state; `run` makes it run when opened. */
export function addressOf(state: State, run: boolean): string {
  const values = new URLSearchParams({ query: state.query });
  if (state.day) values.set("at", state.day);
  if (!state.infer) values.set("infer", "false");
  if (state.view) values.set("view", state.view);
  if (run) values.set("run", "1");
  return `/query?${values}`;
}

/** The path of the endpoint that answers for a state's day. */
export function endpointOf(state: State): string {
  return state.day ? `/at/${state.day}/sparql` : "/sparql";
}
