// The manager's page of reviews; ?hall= chooses one of several, ?review= begins with one,
// ?part=figures with the figures.

import { Reviews } from "../reviews/reviews";
import { drawReviews } from "../reviews/view";
import { openForStaff } from "../staff/page";

openForStaff((root, session, code, asked) => new Reviews(root, drawReviews, session, code).start(asked.get("review"), asked.get("part") === "figures" ? "figures" : "list"));
