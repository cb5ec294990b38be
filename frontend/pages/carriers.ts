// The administrator's page of carriers; ?hall= chooses one of several.

import { Carriers } from "../carriers/carriers";
import { openForStaff } from "../staff/page";

openForStaff((root, session, code) => new Carriers(root, session, code).start());
