// The visitor's page: one ticket, followed on a phone.

import { render } from "lit";

import { visitorWords } from "../generated/visitor";
import { Feed } from "../shared/feed";
import { Http } from "../shared/http";
import { say } from "../shared/language";
import { Kept } from "../shared/kept";
import { Shown, type PageConfig } from "../shared/page";
import { openPhonePage } from "../shared/phone-page";
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

const { config, root, focus } = openPhonePage<VisitorConfig>();
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
window.addEventListener("offline", () => {
  feed.doubt();
  visitor.cutOff();
});
window.addEventListener("online", () => void visitor.read());
// Back from reporting, say: the browser may have kept the page as it was.
window.addEventListener("pageshow", ({ persisted }) => persisted && void visitor.read());
document.addEventListener("visibilitychange", () => {
  visitor.tick();
  visitor.lookAtSound();
  visitor.lookAtHall();
});
