// What /display says: the parts of its messages that a screen reads.

import type { Language, Text } from "../shared/language";
import type { Fact, Notice, Snapshot, Wait, WindowState } from "../shared/types";
import type { Call, CallState } from "./calls";
import type { Clips } from "./speaker";
import type { Announcement } from "./voice-queue";
import { screenWords as words } from "../generated/screen";

export interface SpokenCall {
  readonly zone: string;
  readonly text: Text;
  readonly audio_url: string | null;
  readonly audio?: Clips | null;
  readonly seconds?: Partial<Record<Language, number>>;
  readonly languages?: readonly Language[];
  readonly repeat?: number;
}

export interface WaitingGroup {
  readonly service: string;
  readonly name: Text;
  readonly waiting: number;
  readonly open_windows: number;
  readonly windows: readonly number[];
  /** How long somebody may wait who comes now; null while nobody knows. */
  readonly wait?: Wait | null;
}

export interface WaitingView {
  readonly total: number;
  readonly groups: readonly WaitingGroup[];
}

/** Whether the hall can speak, and if not, why. */
export interface Voice {
  readonly available: boolean;
  readonly reason: Text | string | null;
}

export interface ShownCall {
  readonly number: string;
  readonly window: number;
  readonly zone: string;
  readonly state: CallState;
  readonly called_at: string;
  readonly calls: number;
  /** Journal number of the ticket's last change: of its call, while it is called. */
  readonly seq: number;
  readonly announcement: SpokenCall | null;
}

export interface DisplaySnapshot extends Snapshot {
  readonly at: string;
  readonly calls: readonly ShownCall[];
  readonly windows: readonly WindowNow[];
  readonly notices: readonly Notice[];
  readonly waiting: WaitingView;
  readonly voice: Voice;
  /** The newest call this zone's voice has said. */
  readonly spoken: number | null;
}

/** `ticket_called`, `ticket_recalled` and `call_retracted`. */
export interface CallData {
  readonly ticket: string;
  readonly window: number;
  readonly zone: string;
  readonly announcement: SpokenCall | null;
}

export interface LeftData {
  readonly ticket: string;
  readonly window: number;
  /** The state it is in now: one that waits was transferred, or has errands left for other windows. */
  readonly state: string;
  /** The one window that it waits for now. */
  readonly to_window?: number | null;
}

/** `ticket` is there when it is what changed. */
/** A window as it is now: whole (then with its `state`), or only that its ticket changed. */
export interface WindowNow {
  readonly number: number;
  readonly state?: WindowState;
  readonly paused_until?: string | null;
  readonly ticket?: { readonly number: string; readonly state: string } | null;
}

export interface WindowData {
  readonly window: WindowNow;
}

/** A fact's data as the shape its kind has by contract. */
export function data<T>(message: Fact | { readonly data: unknown }): T {
  return message.data as unknown as T;
}

export function callOf(fact: Fact): Call {
  const { ticket, window, zone, announcement } = data<CallData>(fact);
  return {
    seq: fact.seq,
    ticket,
    window,
    zone,
    at: fact.at,
    state: "called",
    text: announcement?.text ?? words.call({ ticket, window }),
  };
}

export function callShown({ seq, number, window, zone, called_at, state, announcement }: ShownCall): Call {
  return { seq, ticket: number, window, zone, at: called_at, state, text: announcement?.text ?? words.call({ ticket: number, window }) };
}

/** What the voice is to say: nothing in quiet hours, a chime alone when the hall has no voice. */
export function announcementOf(
  seq: number,
  kind: Announcement["kind"],
  call: CallData,
  voice: Voice,
): [Announcement, Clips] | null {
  const said = call.announcement;
  const clips: Clips = said?.audio ?? (said?.audio_url ? { zh: said.audio_url } : {});
  const languages = (said?.languages ?? ["zh"]).filter((language) => clips[language]);
  if (voice.available && languages.length === 0) return null;
  const { ticket, window } = call;
  const manner = { languages: voice.available ? languages : [], repeat: said?.repeat ?? 2, seconds: said?.seconds ?? {} };
  return [{ seq, ticket, window, kind, ...manner }, clips];
}
