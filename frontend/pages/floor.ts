// The page of a hall's plan; ?hall= chooses one of several.

import { Floor } from "../floor/floor";
import { readPage, type PageConfig } from "../shared/page";
import { enter } from "../staff/session";

readPage<PageConfig>();
void enter((root, session) => {
  const asked = new URLSearchParams(location.search).get("hall");
  const code = session.halls.find((one) => one === asked) ?? session.halls[0] ?? "";
  void new Floor(root, session, code).start();
});
