// The hall screen: ?zone= for one zone, ?speak=1 for the device that has the loudspeakers.

import { Screen, type ScreenPage } from "../screen/screen";
import { readPage } from "../shared/page";

new Screen(document.getElementById("root") ?? document.body, readPage<ScreenPage>()).start();
