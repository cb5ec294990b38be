// The hall screen: ?zone= for one zone, ?speak=1 for the device that has the loudspeakers.

import { Screen, type ScreenPage } from "../screen/screen";
import { readPage, remembered } from "../shared/page";

const page = readPage<ScreenPage>();
new Screen(document.getElementById("root") ?? document.body, page, keepToken(page.hall)).start();

/**
 * The token of an enrolled screen, which speaks before a page that anybody may open. It comes once, after the `#` of
 * the address, and is kept: the address itself need not be secret afterwards.
 */
function keepToken(hall: string): string | null {
  const name = `screen-token.${hall}`;
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    remembered.set(name, given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return given ?? remembered.get(name);
}
