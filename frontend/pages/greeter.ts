// The greeter's desk. Nobody signed in: the sign-in page first; ?hall= chooses one of several.

import { Greeter } from "../greeter/greeter";
import { drawGreeter } from "../greeter/view";
import { openForStaff } from "../staff/page";

openForStaff((root, session, code) => new Greeter(root, drawGreeter, session, code).start());
