// Everybody's appointments, for staff. Nobody signed in: the sign-in page first; ?hall= chooses one of several.

import { Appointments } from "../appointments/appointments";
import { readPage, type PageConfig } from "../shared/page";
import { enter } from "../staff/session";

readPage<PageConfig>();
void enter((root, session) => {
  const asked = new URLSearchParams(location.search).get("hall");
  const code = session.halls.find((one) => one === asked) ?? session.halls[0] ?? "";
  void new Appointments(root, session, code).start();
});
