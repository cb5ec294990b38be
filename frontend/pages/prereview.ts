// What is looked at before appointments; ?hall= chooses one of several.

import { Prereview } from "../prereview/prereview";
import { readPage, type PageConfig } from "../shared/page";
import { enter } from "../staff/session";

readPage<PageConfig>();
void enter((root, session) => {
  const asked = new URLSearchParams(location.search).get("hall");
  const code = session.halls.find((one) => one === asked) ?? session.window?.hall ?? session.halls[0] ?? "";
  void new Prereview(root, session, code).start();
});
