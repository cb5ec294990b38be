// The administrator's page of carriers; ?hall= chooses one of several.

import { Carriers } from "../carriers/carriers";
import { readPage, type PageConfig } from "../shared/page";
import { enter } from "../staff/session";

readPage<PageConfig>();
void enter((root, session) => {
  const asked = new URLSearchParams(location.search).get("hall");
  const code = session.halls.find((one) => one === asked) ?? session.halls[0] ?? "";
  void new Carriers(root, session, code).start();
});
