// The greeter's desk. Nobody signed in: the sign-in page first; ?hall= chooses one of several.

import { Greeter } from "../greeter/greeter";
import { openForStaff } from "../staff/page";

openForStaff((root, session, code) => new Greeter(root, session, code).start());
