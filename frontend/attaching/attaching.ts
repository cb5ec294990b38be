// Photographs and PDFs for a record: what is wrong with one before it is sent, and sending them one after the other.

import type { Told } from "../escalations/shapes";
import { caseWords } from "../generated/case";
import { newKey, sentence, type Http } from "../shared/http";
import { say } from "../shared/language";

const words = caseWords.files;

/** What a record takes from each side, as the page was told. */
export interface FilesTaken {
  readonly most: number;
  readonly largest_bytes: number;
  readonly kinds: readonly string[];
}

export interface Attached {
  /** As it stands after the last one that was taken; null if none was. */
  readonly record: Told | null;
  /** A sentence for each that was not. */
  readonly refused: readonly string[];
}

const megabytes = ({ largest_bytes }: FilesTaken): string => String(Math.floor(largest_bytes / 1_048_576));

/** What may still be added to `there`, in a sentence. */
export function limitWords(taken: FilesTaken, there: number): string {
  if (there >= taken.most) return say(words.full({ count: String(taken.most) }));
  return say(words.hint({ most: megabytes(taken), count: String(taken.most - there) }));
}

/**
 * Why this file would be refused, said before a slow line has carried all of it; null for what only the server can judge,
 * who goes by what is in it.
 */
export function flawOf(file: Pick<File, "size" | "type">, taken: FilesTaken, there: number): string | null {
  if (there >= taken.most) return say(words.tooMany({ count: String(taken.most) }));
  if (file.type !== "" && !taken.kinds.includes(file.type)) return say(words.wrongKind);
  if (file.size === 0) return say(words.empty);
  return file.size > taken.largest_bytes ? say(words.tooLarge({ most: megabytes(taken) })) : null;
}

export const refusedWords = (name: string, why: string): string => say(words.refused({ name, why }));

/** Those of the chosen that may be sent beside what is `there`, and a sentence for each of the others. */
export function sifted(chosen: readonly File[], taken: FilesTaken, there: number): { readonly fit: readonly File[]; readonly refused: readonly string[] } {
  const fit: File[] = [];
  const refused: string[] = [];
  for (const file of chosen) {
    const why = flawOf(file, taken, there + fit.length);
    if (why === null) fit.push(file);
    else refused.push(refusedWords(file.name, why));
  }
  return { fit, refused };
}

/** Sends them one after the other, `sending` telling which; one that is refused is said, the others go on. */
export async function attachAll(http: Http, escalation: string, files: readonly File[], sending: (name: string) => void): Promise<Attached> {
  let record: Told | null = null;
  const refused: string[] = [];
  for (const file of files) {
    sending(file.name);
    const form = new FormData();
    form.set("file", file, file.name);
    try {
      const path = `/escalations/${encodeURIComponent(escalation)}/attachments`;
      record = (await http.act<Told>("POST", path, form, newKey())).body;
    } catch (error) {
      refused.push(refusedWords(file.name, sentence(error)));
    }
  }
  return { record, refused };
}
