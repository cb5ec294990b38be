// What the page of the halls near by shows. Pure.

import type { Unplaced } from "../shared/place";
import type { HallSummary } from "../shared/types";

export interface NearState {
  readonly halls: readonly HallSummary[] | null;
  /** The name of the matter the halls are listed for. */
  readonly what: { readonly zh: string; readonly en: string } | null;
  /** The halls come by distance. */
  readonly located: boolean;
  readonly unplaced: Unplaced | null;
  readonly problem: string | null;
  readonly busy: boolean;
}

export const initial: NearState = { halls: null, what: null, located: false, unplaced: null, problem: null, busy: false };
