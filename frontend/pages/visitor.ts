// The visitor's page: one ticket, followed on a phone.

import { render } from "lit";

import { languages } from "../generated/languages";
import { visitorWords } from "../generated/visitor";
import { Feed } from "../shared/feed";
import { FocusKept } from "../shared/focus";
import { Http } from "../shared/http";
import { say, speak } from "../shared/language";
import { Kept } from "../shared/kept";
import { followDeviceTheme, readPage, remembered, setElder, Shown, type PageConfig } from "../shared/page";
import type { Snapshot, Ticket } from "../shared/types";
import { words } from "../shared/words";
import { initial, isOver, type VisitorState } from "../visitor/state";
import { view } from "../visitor/view";
import { Visitor } from "../visitor/visitor";

interface VisitorConfig extends PageConfig {
  readonly ticket: string;
}

/** What the socket begins with: the ticket without its id, which is this page's own secret. */
interface VisitorSnapshot extends Snapshot {
  readonly ticket: Omit<Ticket, "id">;
}

/** How often the ticket is read over HTTP while the socket is silent: some networks let only that through. */
const READ_ANYWAY_MS = 15_000;
const LOOK_MS = 5_000;

const config = readPage<VisitorConfig>();
// A page that was kept for a time without network was made in one language; the address may ask for another.
const asked = languages.find((each) => each.tag === new URLSearchParams(location.search).get("lang"));
if (asked !== undefined) speak(asked.tag);
followDeviceTheme();
setElder(remembered.get("elder") !== null);

const root = document.getElementById("root") ?? document.body;
const focus = new FocusKept(root);
const shown = new Shown<VisitorState>(initial, draw);
const visitor = new Visitor(shown, new Http(), config.ticket, new Kept(location.pathname));

function draw(state: VisitorState): void {
  render(view(state, visitor), root);
  document.title = titleOf(state.ticket);
  const dialog = root.querySelector("dialog");
  if (dialog !== null && state.confirming !== dialog.open) {
    if (state.confirming) dialog.showModal();
    else dialog.close();
  }
  focus.keep();
}

/** In a row of tabs the number says which page this is; a call says where to go. */
function titleOf(ticket: Ticket | null): string {
  if (ticket === null) return say(visitorWords.title);
  const where = ticket.state === "called" && ticket.window !== null ? ` → ${say(words.windowNumber(ticket.window))}` : "";
  return `${ticket.number}${where} · ${say(visitorWords.title)}`;
}

root.replaceChildren();
shown.change({});
const feed = new Feed<VisitorSnapshot>({
  namespace: "/visitor",
  auth: { ticket: config.ticket },
  snapshot: ({ ticket }) => visitor.hearSnapshot({ ...ticket, id: config.ticket }),
  fact: (fact) => visitor.hearFact(fact),
  view: (seen) => visitor.hearView(seen),
  standing: (standing) => visitor.stand(standing),
});
void visitor.recall().then(() => {
  void visitor.read();
  feed.start();
});
window.setInterval(() => {
  const { standing, ticket } = shown.state;
  if (standing.state !== "live" && (ticket === null || !isOver(ticket))) void visitor.read();
}, READ_ANYWAY_MS);
window.setInterval(() => visitor.tick(), LOOK_MS);
document.addEventListener("visibilitychange", () => {
  visitor.tick();
  visitor.lookAtSound();
  visitor.lookAtHall();
});
