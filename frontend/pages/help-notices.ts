// The manager's page of help and one-time notices; ?hall= chooses one of several, ?part=notices its second half.

import { Counts } from "../help-notices/counts";
import { drawCounts } from "../help-notices/view";
import { openForStaff } from "../staff/page";

openForStaff((root, session, code, asked) => new Counts(root, drawCounts, session, code, asked.get("part") === "notices" ? "notices" : "help").start());
