// What the parts of the greeter's page, paper numbers and requests for help, are given of it.

import type { Shown } from "../shared/page";
import type { Wire } from "../staff/wire";
import type { GreeterState } from "./state";

export interface GreeterPage {
  readonly hall: string;
  readonly shown: Shown<GreeterState>;
  readonly wire: Wire<GreeterState>;
}
