// Coming with an appointment: what is typed to find it. Pure.

export type ComingField = "code" | "phone" | "last4";

export interface Coming {
  readonly field: ComingField;
  readonly form: Readonly<Record<ComingField, string>>;
  /** Why there is no ticket yet. */
  readonly problem: string | null;
  /** Said to a kiosk that is given no ticket: its number alone. */
  readonly told: string | null;
  /** Hours before the time: what was asked with, until it is said what is wanted. */
  readonly early: Early | null;
}

/** `opens`: when check-in begins, as the server says it. */
export interface Early {
  readonly asked: Readonly<Record<string, string>>;
  readonly opens: string;
}

export const NOT_COMING: Coming = { field: "code", form: { code: "", phone: "", last4: "" }, problem: null, told: null, early: null };

const CODE = 10;
const ID_NUMBER = 18;
export const LONGEST: Readonly<Record<ComingField, number>> = { code: ID_NUMBER, phone: 11, last4: 4 };
const LINK = /\/a\/[A-Za-z0-9_-]{22}(?:[?#]|$)/;

export const isLink = (scanned: string): boolean => LINK.test(scanned.trim());
export const isCode = (scanned: string): boolean => scanned.trim().length === CODE && /^\d+$/.test(scanned.trim());

/** What the server is asked with; null while nothing typed is whole. */
export function askedWith({ code, phone, last4 }: Coming["form"]): Readonly<Record<string, string>> | null {
  if (code.length === CODE && isCode(code)) return { code };
  if (code.length === ID_NUMBER) return { id_number: code };
  return code === "" && phone.length === LONGEST.phone && last4.length === LONGEST.last4 ? { phone, last4 } : null;
}
