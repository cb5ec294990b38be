// The greeter's desk. Nobody signed in: the sign-in page first; ?hall= chooses one of several.

import { Greeter } from "../greeter/greeter";
import { readPage, type PageConfig } from "../shared/page";
import { enter } from "../staff/session";

readPage<PageConfig>();
void enter((root, session) => {
  const asked = new URLSearchParams(location.search).get("hall");
  const code = session.halls.find((one) => one === asked) ?? session.halls[0] ?? "";
  new Greeter(root, session, code).start();
});
