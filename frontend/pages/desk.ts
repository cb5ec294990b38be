// A clerk's desk. Nobody signed in: the sign-in page first.

import { Desk } from "../desk/desk";
import { readPage, type PageConfig } from "../shared/page";
import { enter } from "../staff/session";

readPage<PageConfig>();
void enter((root, session) => new Desk(root, session).start());
