// The manager's board; ?hall= chooses one of several.

import { Manage } from "../manage/manage";
import { openForStaff } from "../staff/page";

openForStaff((root, session, code) => new Manage(root, session, code).start());
