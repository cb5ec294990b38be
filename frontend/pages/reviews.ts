// The manager's page of reviews; ?hall= chooses one of several, ?review= begins with one.

import { Reviews } from "../reviews/reviews";
import { readPage, type PageConfig } from "../shared/page";
import { enter } from "../staff/session";

readPage<PageConfig>();
void enter((root, session) => {
  const asked = new URLSearchParams(location.search);
  const code = session.halls.find((one) => one === asked.get("hall")) ?? session.halls[0] ?? "";
  void new Reviews(root, session, code).start(asked.get("review"));
});
