// Keeping the state of a page in its address, so that a link or a reload shows the same again.

/** Milliseconds that nothing may change before the address is written: browsers limit how often. */
export const ADDRESS_PAUSE = 250;

/** Remembers parameters in the address, an empty one by leaving it out; `after` gets the new parameters. */
export function addressMemory(after: (address: URLSearchParams) => void = () => {}): (changed: Record<string, string>) => void {
  let waiting = 0;
  const changes: Record<string, string> = {};
  return (changed) => {
    Object.assign(changes, changed);
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      const address = new URLSearchParams(location.search);
      for (const [name, value] of Object.entries(changes)) value ? address.set(name, value) : address.delete(name);
      history.replaceState(null, "", `${location.pathname}?${address}`);
      after(address);
    }, ADDRESS_PAUSE);
  };
}
