/** The page where staff look at what was handed in before appointments: the queue, and one appointment's materials. */

import { focusOn } from "../shared/focus";
import { newKey } from "../shared/http";
import type { Material, MaterialFile, Materials } from "../shared/materials";
import { Latest } from "../shared/latest";
import type { Shown } from "../shared/page";
import type { Hall, ServiceList } from "../shared/types";
import { shownIn, type Draw } from "../staff/page";
import { mayOpen } from "../staff/places";
import { Reading } from "../staff/reading";
import type { Session } from "../staff/shapes";
import { Wire } from "../staff/wire";
import { answerBody, beginning, linesOf, listQuery, verdictsFor, type Draft, type PrereviewState, type Summary, type SummaryList } from "./state";
import { words } from "./words";

/** What happens in the hall that the queue shows. */
const TELLING = /^(material|appointment)/;
/** Limits pass, and nobody tells. */
const READ_ANYWAY_MS = 5 * 60_000;

export class Prereview {
  readonly shown: Shown<PrereviewState>;
  readonly wire: Wire<PrereviewState>;
  private readonly reading = new Reading((latest) => this.read(latest));
  private readonly looking = new Latest();
  private key = newKey();

  constructor(root: HTMLElement, draw: Draw<PrereviewState, Prereview>, session: Session, code: string) {
    this.shown = shownIn(root, beginning(session, code), () => words.title, (state) => draw(state, this));
    this.wire = new Wire(this.shown, { passing: true });
  }

  private get state(): PrereviewState {
    return this.shown.state;
  }

  get mayLook(): boolean {
    return mayOpen("prereview", this.state.session);
  }

  async start(): Promise<void> {
    this.shown.change({});
    if (!this.mayLook) return;
    const { code } = this.state;
    const [hall, services] = await Promise.all([this.wire.need<Hall>(`/halls/${code}`), this.wire.need<ServiceList>(`/halls/${code}/services`)]);
    this.shown.change({ hall, services: services.items });
    this.reading.follow({ hall: code, telling: TELLING, anywayMs: READ_ANYWAY_MS, standing: (standing) => this.shown.change({ standing }) });
    await this.reading.now();
  }

  // --- the queue

  async narrow(patch: Partial<Pick<PrereviewState, "show" | "service">>): Promise<void> {
    this.shown.change({ ...patch, items: null });
    await this.reading.now();
  }

  async more(): Promise<void> {
    const { items, next, code } = this.state;
    if (items === null || next === null) return;
    const page = await this.wire.get<SummaryList>(`/halls/${code}/prereviews?${listQuery(this.state, next)}`);
    if (page !== null && this.state.items === items) this.shown.change({ items: [...items, ...page.items], next: page.next });
  }

  /** The queue and the appointment that is open. */
  private async read(latest: () => boolean): Promise<void> {
    const list = await this.wire.get<SummaryList>(`/halls/${this.state.code}/prereviews?${listQuery(this.state, null)}`);
    if (list !== null && latest()) this.shown.change({ items: list.items, next: list.next });
    const { one } = this.state;
    if (one !== null) await this.readOne(one);
  }

  // --- one appointment

  async open(one: Summary): Promise<void> {
    this.shown.change({ one, materials: null, opened: new Set(), draft: null, message: null });
    await this.readOne(one);
    focusOn(".review-one h2");
  }

  private async readOne(one: Summary): Promise<void> {
    const isLatest = this.looking.begin();
    const materials = await this.wire.get<Materials>(`/appointments/${one.appointment}/materials`);
    if (materials !== null && isLatest() && this.state.one?.appointment === one.appointment) this.shown.change({ materials });
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
    const path = `/appointments/${one.appointment}/materials/${material.material}/answer`;
    await this.wire.press("answer", path, answerBody(draft), (materials: Materials) => {
      this.key = newKey();
      this.looking.forget();
      if (this.state.one?.appointment === one.appointment) this.shown.change({ materials, draft: null });
      this.reading.again();
      return { look: "good", text: words.sent(material.name) };
    }, this.key);
  }
}
