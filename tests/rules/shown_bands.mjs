// Rounds bands as the pages do: reads a list of [p10, p90], writes what is shown of each. Node takes the types away itself.

import { readFileSync } from "node:fs";
import { shownBand } from "../../frontend/shared/bands.ts";

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(([p10, p90]) => shownBand(p10, p90))));
