// What is looked at before appointments; ?hall= chooses one of several.

import { Prereview } from "../prereview/prereview";
import { openForStaff } from "../staff/page";

openForStaff((root, session, code) => new Prereview(root, session, code).start());
