// What the page says, as sentences for the hall's voice: what is seen is what is read, from the top down.

const READ = "h1, h2, h3, p, li, figcaption, dl > div";
/** Questions over the page and forms are not the ticket's own words. */
const LEFT_OUT = "dialog, details, [hidden]";

export function sentencesOf(main: Element): readonly string[] {
  return Array.from(main.querySelectorAll(READ))
    .filter((part) => part.closest(LEFT_OUT) === null && part.querySelector(READ) === null)
    .map(wordsOf)
    .filter((sentence) => sentence !== "");
}

/** A label and what it stands for are one sentence. */
function wordsOf(part: Element): string {
  return Array.from(part.querySelectorAll("dt, dd"), plain).join(", ") || plain(part);
}

function plain(part: Element): string {
  return (part.textContent ?? "").replace(/\s+/g, " ").trim();
}
