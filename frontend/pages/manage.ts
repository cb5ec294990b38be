// The manager's board; ?hall= chooses one of several.

import { Manage } from "../manage/manage";
import { drawManage } from "../manage/view";
import { openForStaff } from "../staff/page";

openForStaff((root, session, code) => new Manage(root, drawManage, session, code).start());
