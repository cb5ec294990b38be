// A hall and what is done there, as pages begin with them.

import type { Http } from "./http";
import type { Hall, ServiceList } from "./types";

/** Both, read together. Throws Refusal or Unreachable. */
export async function readHall(http: Http, code: string): Promise<{ readonly hall: Hall; readonly list: ServiceList }> {
  const path = `/halls/${encodeURIComponent(code)}`;
  const [hall, list] = await Promise.all([http.get<Hall>(path), http.get<ServiceList>(`${path}/services`)]);
  return { hall, list };
}
