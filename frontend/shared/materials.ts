// What is looked at before an appointment, as the server says it to its holder and to staff.

import type { Text } from "./language";

export type MaterialState = "asked" | "handed_in" | "fine" | "incomplete" | "original";

export interface MaterialFile {
  readonly id: string;
  readonly name: string;
  readonly kind: "jpeg" | "png" | "webp" | "pdf";
  readonly size: number;
  readonly added_at: string;
  /** When one of the staff first opened it; from then on it stays. */
  readonly looked_at: string | null;
}

export interface Material {
  /** Its place in the appointment's list. */
  readonly material: number;
  readonly name: string;
  readonly state: MaterialState;
  readonly state_name: Text;
  readonly handed_in_at: string | null;
  readonly due_at: string | null;
  readonly overdue: boolean;
  readonly answered_at: string | null;
  readonly missing: readonly string[];
  readonly note: string | null;
  readonly may_add: boolean;
  readonly files: readonly MaterialFile[];
}

export interface Materials {
  readonly appointment: string;
  /** Until the appointment begins. */
  readonly open: boolean;
  /** So many files more. */
  readonly may_add: number;
  readonly largest_bytes: number;
  readonly kinds: readonly string[];
  readonly items: readonly Material[];
}

/** The mode of appointments that have any. */
export const LOOKED_AT = "pre_review";

/** Where, on an appointment's page, it is handed in. */
export const HAND_IN = "#materials";

export const MATERIAL_LOOKS: Readonly<Record<MaterialState, string>> = {
  asked: "",
  handed_in: "state--wait",
  fine: "state--good",
  incomplete: "state--bad",
  original: "state--wait",
};

/** "1.2 MB", "340 KB". */
export function sizeWords(bytes: number): string {
  return bytes >= 1_000_000 ? `${(bytes / 1_048_576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
