// The bar above a window, as dots on a small monitor: ?chars=8 or 12 signs wide, ?rows=1 or 2.

import { Led, type LedPage } from "../led/led";
import { readPage } from "../shared/page";

new Led(document.getElementById("root") ?? document.body, readPage<LedPage>()).start();
