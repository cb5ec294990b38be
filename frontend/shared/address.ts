// The address says what is open, so that a reload or a link copied from it shows the same.

/** Sets these of the address's questions; null takes one away. Nothing is added to where "back" leads. */
export function inAddress(questions: Readonly<Record<string, string | null>>): void {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(questions)) {
    if (value === null) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  if (address.href !== location.href) history.replaceState(history.state, "", address.href);
}
