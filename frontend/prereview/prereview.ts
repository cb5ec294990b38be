/** The page where staff look at what was handed in before appointments: the queue, and one appointment's materials. */

import { render } from "lit";

import { Feed } from "../shared/feed";
import { FocusKept } from "../shared/focus";
import { newKey, Refusal, sentence, Unreachable } from "../shared/http";
import { say } from "../shared/language";
import type { Material, MaterialFile, Materials } from "../shared/materials";
import { Shown } from "../shared/page";
import type { Fact, Hall, ServiceList, Snapshot } from "../shared/types";
import { leave, staffHttp } from "../staff/session";
import type { Session } from "../staff/shapes";
import { answerBody, beginning, linesOf, listQuery, verdictsFor, type Draft, type Message, type PrereviewState, type Summary, type SummaryList } from "./state";
import { drawPrereview } from "./view";
import { words } from "./words";

/** What happens in the hall that the queue shows. */
const TELLING = /^(material|appointment)/;
const READ_AFTER_MS = 300;
/** Limits pass, and nobody tells. */
const READ_ANYWAY_MS = 5 * 60_000;
const ANSWER_MS = 6_000;

export class Prereview {
  readonly shown: Shown<PrereviewState>;
  private asked = 0;
  private reading = 0;
  private goes = 0;
  private key = newKey();

  constructor(root: HTMLElement, session: Session, code: string) {
    const focus = new FocusKept(root);
    this.shown = new Shown(beginning(session, code), (state) => {
      render(drawPrereview(state, this), root);
      document.title = say(words.title);
      focus.keep();
    });
  }

  private get state(): PrereviewState {
    return this.shown.state;
  }

  get mayLook(): boolean {
    return this.state.session.roles.some((role) => role === "clerk" || role === "manager");
  }

  async start(): Promise<void> {
    this.shown.change({});
    if (!this.mayLook) return;
    const { code } = this.state;
    const [hall, services] = await Promise.all([this.get<Hall>(`/halls/${code}`), this.get<ServiceList>(`/halls/${code}/services`)]);
    this.shown.change({ hall, services: services?.items ?? [] });
    window.setInterval(() => void this.read(), READ_ANYWAY_MS);
    new Feed<Snapshot>({
      namespace: "/desk",
      auth: { hall: code },
      snapshot: () => this.readSoon(),
      fact: ({ kind }: Fact) => TELLING.test(kind) && this.readSoon(),
      standing: (standing) => this.shown.change({ standing }),
    }).start();
    await this.read();
  }

  // --- the queue

  async narrow(patch: Partial<Pick<PrereviewState, "show" | "service">>): Promise<void> {
    this.shown.change({ ...patch, items: null });
    await this.read();
  }

  async more(): Promise<void> {
    const { items, next, code } = this.state;
    if (items === null || next === null) return;
    const page = await this.get<SummaryList>(`/halls/${code}/prereviews?${listQuery(this.state, next)}`);
    if (page !== null && this.state.items === items) this.shown.change({ items: [...items, ...page.items], next: page.next });
  }

  private readSoon(): void {
    window.clearTimeout(this.reading);
    this.reading = window.setTimeout(() => void this.read(), READ_AFTER_MS);
  }

  /** The queue and the appointment that is open, anew; of several questions the last one's answer counts. */
  private async read(): Promise<void> {
    const mine = (this.asked += 1);
    const list = await this.get<SummaryList>(`/halls/${this.state.code}/prereviews?${listQuery(this.state, null)}`);
    if (list !== null && mine === this.asked) this.shown.change({ items: list.items, next: list.next });
    const { one } = this.state;
    if (one !== null) await this.readOne(one);
  }

  // --- one appointment

  async open(one: Summary): Promise<void> {
    this.shown.change({ one, materials: null, opened: new Set(), draft: null, message: null });
    await this.readOne(one);
    document.querySelector<HTMLElement>(".review-one h2")?.focus({ preventScroll: false });
  }

  private async readOne(one: Summary): Promise<void> {
    const materials = await this.get<Materials>(`/appointments/${one.appointment}/materials`);
    if (materials !== null && this.state.one?.appointment === one.appointment) this.shown.change({ materials });
  }

  close(): void {
    this.shown.change({ one: null, materials: null, draft: null });
  }

  address({ id }: MaterialFile): string {
    return `/api/v1/appointments/${this.state.one?.appointment ?? ""}/materials/${id}`;
  }

  show({ id }: MaterialFile): void {
    this.shown.change({ opened: new Set([...this.state.opened, id]) });
  }

  // --- the answer

  begin(material: Material): void {
    const verdict = verdictsFor(material)[0] ?? "original";
    this.write({ material: material.material, verdict, text: "" });
  }

  /** What is written or chosen now is another intention than what was sent before. */
  write(draft: Draft): void {
    this.key = newKey();
    this.shown.change({ draft, message: null });
  }

  async answer(material: Material): Promise<void> {
    const { draft, one } = this.state;
    if (draft === null || one === null) return;
    if (draft.verdict === "incomplete" && linesOf(draft.text).length === 0) {
      return this.shown.change({ message: { look: "bad", text: words.missingNeeded } });
    }
    await this.send(`/appointments/${one.appointment}/materials/${material.material}/answer`, answerBody(draft), this.key, words.sent(material.name));
  }

  private async send(path: string, body: object, key: string, done: Message["text"]): Promise<void> {
    if (this.state.busy) return;
    this.shown.change({ busy: true, message: null });
    try {
      const { body: materials } = await staffHttp.act<Materials>("POST", path, body, key);
      this.key = newKey();
      this.shown.change({ materials, draft: null });
      this.say({ look: "good", text: done });
      this.readSoon();
    } catch (error) {
      const again = (): void => void this.send(path, body, key, done);
      if (error instanceof Unreachable) this.shown.change({ message: { look: "wait", text: sentence(error), again } });
      else this.tell(error);
    }
    this.shown.change({ busy: false });
  }

  private say(message: Message): void {
    this.shown.change({ message });
    window.clearTimeout(this.goes);
    this.goes = window.setTimeout(() => this.state.message === message && this.dismiss(), ANSWER_MS);
  }

  dismiss(): void {
    this.shown.change({ message: null });
  }

  private async get<T>(path: string): Promise<T | null> {
    try {
      return await staffHttp.get<T>(path);
    } catch (error) {
      this.tell(error);
      return null;
    }
  }

  private tell(error: unknown): void {
    if (error instanceof Refusal && error.status === 401) return void leave();
    this.shown.change({ message: { look: "bad", text: sentence(error) } });
  }
}
