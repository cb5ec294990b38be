// The manager's page of help and one-time notices; ?hall= chooses one of several, ?part=notices its second half.

import { Counts } from "../help-notices/counts";
import { readPage, type PageConfig } from "../shared/page";
import { enter } from "../staff/session";

readPage<PageConfig>();
void enter((root, session) => {
  const asked = new URLSearchParams(location.search);
  const code = session.halls.find((one) => one === asked.get("hall")) ?? session.halls[0] ?? "";
  void new Counts(root, session, code, asked.get("part") === "notices" ? "notices" : "help").start();
});
