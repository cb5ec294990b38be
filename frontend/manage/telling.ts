// How one kind of journal entry is told.

import type { Text } from "../shared/language";

/** What the entry holds: ids and codes. */
export type Data = Readonly<Record<string, unknown>>;
/** Names of services by code. */
export type Names = ReadonlyMap<string, Text>;
export type Telling = (data: Data, names: Names) => Text;
