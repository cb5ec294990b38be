// A clerk's desk. Nobody signed in: the sign-in page first.

import { Desk } from "../desk/desk";
import { openForStaff } from "../staff/page";

openForStaff((root, session) => new Desk(root, session).start());
