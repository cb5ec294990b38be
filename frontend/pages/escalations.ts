// The ledger of what could not get done; ?hall= chooses one of several, ?new begins with taking in, ?ticket= from a ticket,
// ?record= with one record.

import type { FilesTaken } from "../attaching/attaching";
import { Escalations } from "../escalations/escalations";
import { readPage, type PageConfig } from "../shared/page";
import { enter } from "../staff/session";

interface LedgerConfig extends PageConfig {
  readonly public_url: string;
  readonly files: FilesTaken;
}

const config = readPage<LedgerConfig>();
void enter((root, session) => {
  const asked = new URLSearchParams(location.search);
  const hall = session.halls.find((one) => one === asked.get("hall")) ?? session.halls[0] ?? "";
  const ticket = asked.get("ticket");
  const intake = ticket !== null || asked.has("new");
  void new Escalations(root, session, { hall, intake, ticket, record: asked.get("record"), publicUrl: config.public_url, files: config.files }).start();
});
