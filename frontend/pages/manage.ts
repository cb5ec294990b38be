// The manager's board; ?hall= chooses one of several.

import { Manage } from "../manage/manage";
import { readPage, type PageConfig } from "../shared/page";
import { enter } from "../staff/session";

readPage<PageConfig>();
void enter((root, session) => {
  const asked = new URLSearchParams(location.search).get("hall");
  const code = session.halls.find((one) => one === asked) ?? session.halls[0] ?? "";
  new Manage(root, session, code).start();
});
