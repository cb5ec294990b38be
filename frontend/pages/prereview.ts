// What is looked at before appointments; ?hall= chooses one of several.

import { Prereview } from "../prereview/prereview";
import { drawPrereview } from "../prereview/view";
import { openForStaff } from "../staff/page";

openForStaff((root, session, code) => new Prereview(root, drawPrereview, session, code).start());
