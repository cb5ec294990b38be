/** What managers look at beside the list: the ledger's figures, what keeps coming back, and a file of the hotline's orders. */

import { inAddress } from "../shared/address";
import { focusOn } from "../shared/focus";
import { dayIn } from "../shared/format";
import { newKey, type Refusal } from "../shared/http";
import { Latest } from "../shared/latest";
import type { LedgerPage } from "./page";
import type { LedgerFigures, RepeatedList, TakenList } from "./shapes-panels";
import { ANY, type Filters, type Panel, type PanelName } from "./state";
import { panelWords } from "./words-panels";

const DAY_MS = 86_400_000;
const CLOSED: Omit<Panel, "name"> = { days: 30, by: "source", figures: null, repeated: null, file: null, faults: [], taken: null };

export class Panels {
  private readonly reading = new Latest();

  constructor(private readonly page: LedgerPage) {}

  private get panel(): Panel | null {
    return this.page.state.panel;
  }

  /** Begins one, or goes back to the list from the one that is open. */
  show(name: PanelName | null): void {
    inAddress({ record: null });
    this.page.shown.change({ panel: name === null ? null : { ...CLOSED, name, days: name === "repeated" ? 90 : 30 }, one: null, doing: null, message: null });
    focusOn(".case-panel h2");
    void this.read();
  }

  change(patch: Partial<Pick<Panel, "days" | "by">>): void {
    if (this.panel === null) return;
    this.page.shown.change({ panel: { ...this.panel, ...patch } });
    void this.read();
  }

  /** The records that a figure counts; a group's, where one is named. */
  rows(counted: string, group: Partial<Filters>): void {
    const { figures } = this.panel ?? CLOSED;
    if (figures === null) return;
    this.page.shown.change({ panel: null });
    void this.page.narrow({ ...ANY, ...group, counted, from: figures.first, to: figures.last });
  }

  /** One record by its number. */
  find(text: string): void {
    this.page.shown.change({ panel: null });
    void this.page.narrow({ ...ANY, text });
  }

  /** Of several questions the last one's answer counts. */
  private async read(): Promise<void> {
    const isLatest = this.reading.begin();
    const { panel } = this;
    const { code, hall } = this.page.state;
    if (panel === null || panel.name === "import") return;
    const from = dayIn(hall?.timezone, new Date(Date.now() - (panel.days - 1) * DAY_MS));
    const query = new URLSearchParams({ from, to: dayIn(hall?.timezone, new Date()), ...(panel.name === "figures" ? { by: panel.by } : {}) });
    const found = await this.page.get<LedgerFigures & RepeatedList>(`/halls/${code}/escalations/${panel.name}?${query}`);
    if (found === null || !isLatest() || this.panel === null) return;
    this.page.shown.change({ panel: { ...this.panel, [panel.name]: found } });
  }

  /** Takes in a file of orders: all of them, or none with every fault at its line. */
  async take(file: File): Promise<void> {
    const { panel } = this;
    if (panel === null) return;
    this.page.shown.change({ panel: { ...panel, file: file.name, faults: [], taken: null } });
    const csv = await textOf(file);
    if (csv === null) return this.page.lack(panelWords.notText);
    const refused = ({ problem }: Refusal): void => {
      this.tell({ faults: problem.errors ?? [] });
      // They stand on the page, with what they come to.
      if (problem.errors?.length) this.page.wire.dismiss();
    };
    await this.page.send<TakenList>("import", `/halls/${this.page.state.code}/hotline-orders/import`, { csv }, newKey(), (taken) => {
      this.tell({ taken });
      void this.page.read();
      return { look: "good", text: panelWords.imported(taken.taken, taken.known) };
    }, refused);
  }

  private tell(patch: Partial<Panel>): void {
    if (this.panel?.name === "import") this.page.shown.change({ panel: { ...this.panel, ...patch } });
  }
}

/** What a file says in UTF-8, or in GB18030 as spreadsheets write it; null for what is no text in either. */
async function textOf(file: File): Promise<string | null> {
  const bytes = await file.arrayBuffer();
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  return null;
}
