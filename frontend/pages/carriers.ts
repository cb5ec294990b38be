// The administrator's page of carriers; ?hall= chooses one of several.

import { Carriers } from "../carriers/carriers";
import { drawCarriers } from "../carriers/view";
import { openForStaff } from "../staff/page";

openForStaff((root, session, code) => new Carriers(root, drawCarriers, session, code).start());
