// The place that is kept while somebody checks it: its id alone, which is the right to it. It goes with the tab.

const keyOf = (hall: string): string => `hall.held.${hall}`;

/** Remembers the appointment to be confirmed in this tab; null once there is none. */
export function keepHeld(hall: string, id: string | null): void {
  try {
    if (id === null) sessionStorage.removeItem(keyOf(hall));
    else sessionStorage.setItem(keyOf(hall), id);
  } catch {
    // a page loaded anew begins at the first step then
  }
}

export function heldIn(hall: string): string | null {
  try {
    return sessionStorage.getItem(keyOf(hall));
  } catch {
    return null;
  }
}
