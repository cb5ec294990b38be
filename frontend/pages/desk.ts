// A clerk's desk. Nobody signed in: the sign-in page first.

import { Desk } from "../desk/desk";
import { drawDesk } from "../desk/view";
import { openForStaff } from "../staff/page";

openForStaff((root, session) => new Desk(root, drawDesk, session).start());
