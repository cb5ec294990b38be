// A device's token: it comes once, in the address's fragment, and stays on this device.

import { remembered } from "./page";

/** The token that this device has, or was given just now; kept under `name`, and taken out of the address. */
export function keepToken(name: string): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given !== null) {
    remembered.set(name, given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return given ?? remembered.get(name);
}
