// Handing in what is looked at before: photographs and PDFs, one after the other, and taking them back.

import { bookingWords } from "../generated/booking";
import { newKey, sentence, type Http } from "../shared/http";
import { say } from "../shared/language";
import type { Material, MaterialFile, Materials } from "../shared/materials";
import type { Shown } from "../shared/page";
import type { Reach } from "../shared/reach";
import type { PageState } from "./state";

export class Handing {
  constructor(private readonly shown: Shown<PageState>, private readonly http: Http, private readonly reach: Reach, private readonly id: string) {}

  private get door(): string {
    return `/appointments/${encodeURIComponent(this.id)}/materials`;
  }

  /** What stands there now; what is shown stays when the server cannot be reached. */
  async read(): Promise<void> {
    try {
      this.shown.change({ materials: await this.http.get<Materials>(this.door) });
    } catch (error) {
      this.reach.failed(error);
    }
  }

  /** Sends the chosen files; one that is refused is said, the others go on. */
  async hand({ material }: Material, chosen: readonly File[]): Promise<void> {
    const refused: string[] = [];
    for (const file of chosen) {
      this.shown.change({ sending: { material, name: file.name }, handingProblem: null });
      const problem = this.tooLarge(file) ?? (await this.send(material, file));
      if (problem !== null) refused.push(chosen.length > 1 ? `${file.name}：${problem}` : problem);
    }
    this.shown.change({ sending: null, handingProblem: refused.length === 0 ? null : { material, text: refused.join(" ") } });
  }

  async takeBack({ material }: Material, file: MaterialFile): Promise<void> {
    this.shown.change({ busy: true, handingProblem: null });
    try {
      const { body } = await this.http.act<Materials>("DELETE", `${this.door}/${file.id}`);
      this.shown.change({ materials: body });
    } catch (error) {
      this.shown.change({ handingProblem: { material, text: sentence(error) } });
      if (!this.reach.failed(error)) await this.read();
    } finally {
      this.shown.change({ busy: false });
    }
  }

  /** Said before a slow line has carried all of it. */
  private tooLarge(file: File): string | null {
    const largest = this.shown.state.materials?.largest_bytes ?? Infinity;
    return file.size > largest ? say(bookingWords.look.tooLarge({ most: String(Math.floor(largest / 1_048_576)) })) : null;
  }

  private async send(material: number, file: File): Promise<string | null> {
    const form = new FormData();
    form.set("material", String(material));
    form.set("file", file, file.name);
    try {
      const { body } = await this.http.act<Materials>("POST", this.door, form, newKey());
      this.shown.change({ materials: body });
      this.reach.heard();
      return null;
    } catch (error) {
      this.reach.failed(error);
      return sentence(error);
    }
  }
}
