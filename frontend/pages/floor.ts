// The page of a hall's plan; ?hall= chooses one of several.

import { Floor } from "../floor/floor";
import { drawFloor } from "../floor/view";
import { openForStaff } from "../staff/page";

openForStaff((root, session, code) => new Floor(root, drawFloor, session, code).start());
