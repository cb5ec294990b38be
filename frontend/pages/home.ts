// The page of pages, which the server draws: larger text at a press, as on every page that visitors open.

import { isElder, remembered, setElder } from "../shared/page";

const button = document.querySelector<HTMLButtonElement>("[data-act=elder]");

function show(elder: boolean): void {
  setElder(elder);
  if (button === null) return;
  button.hidden = false; // without a script it could do nothing
  button.setAttribute("aria-pressed", String(elder));
  button.textContent = (elder ? button.dataset.off : button.dataset.on) ?? "";
}

button?.addEventListener("click", () => {
  show(!isElder());
  remembered.set("elder", isElder() ? "1" : null);
});
show(remembered.get("elder") !== null);
