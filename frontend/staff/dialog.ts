// Native dialogs drawn by lit.

/** Shows a dialog once it stands in the page: lit tells of a new element just before. */
export function showDialog(element: Element | undefined): void {
  if (!(element instanceof HTMLDialogElement)) return;
  queueMicrotask(() => element.isConnected && !element.open && element.showModal());
}
