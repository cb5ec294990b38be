// The sign-in page of staff.

import { readPage, type PageConfig } from "../shared/page";
import { SignIn } from "../sign-in/sign-in";

readPage<PageConfig>();
new SignIn(document.getElementById("root") ?? document.body).start();
