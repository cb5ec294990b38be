// The ledger of what could not get done; ?hall= chooses one of several, ?new begins with taking in, ?ticket= from a ticket,
// ?record= with one record.

import type { FilesTaken } from "../attaching/attaching";
import { Escalations } from "../escalations/escalations";
import { drawPage } from "../escalations/view";
import type { PageConfig } from "../shared/page";
import { openForStaff } from "../staff/page";

interface LedgerConfig extends PageConfig {
  readonly public_url: string;
  readonly files: FilesTaken;
}

openForStaff<LedgerConfig>((root, session, hall, asked, config) => {
  const ticket = asked.get("ticket");
  const intake = ticket !== null || asked.has("new");
  return new Escalations(root, drawPage, session, { hall, intake, ticket, record: asked.get("record"), publicUrl: config.public_url, files: config.files }).start();
});
