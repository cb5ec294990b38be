// What is typed or chosen in a field of the page.

export function typed(take: (value: string) => void): (event: Event) => void {
  return (event) => take((event.target as HTMLInputElement | HTMLSelectElement).value);
}
