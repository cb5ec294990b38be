// The hall's plan on a phone: the window that calls is lit, with the way to it from the entrance.

import { html, nothing } from "lit";

import { visitorWords } from "../generated/visitor";
import type { Http } from "../shared/http";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Hall, PlanMarks } from "../shared/types";

const DRAWING = "image/svg+xml";

export class HallPlan {
  private drawing: Element | null = null;
  private lit: { readonly node: Node; readonly window: number } | null = null;
  private bare: Node | null = null;
  private known = "";

  constructor(private readonly http: Http, private readonly changed: () => void) {}

  /** Reads the drawing once for each time it was put up; without it the page says the window's number alone. */
  async read(hall: Hall): Promise<void> {
    const version = `${hall.code} ${hall.plan?.updated_at ?? ""}`;
    if (!hall.plan || version === this.known) return;
    this.known = version;
    const text = await this.http.text(`/halls/${encodeURIComponent(hall.code)}/plan.svg`).catch(() => null);
    if (text === null) return void (this.known = "");
    this.draw(text);
    this.changed();
  }

  /** What the server made of a file: shapes and words, and nothing that runs. */
  draw(text: string): void {
    const { documentElement } = new DOMParser().parseFromString(text, DRAWING);
    this.drawing = documentElement.localName === "svg" ? documentElement : null;
    this.lit = this.bare = null;
  }

  /** The plan with nothing lit and no way shown, named for those who do not see it. */
  whole(name: string): Drawn {
    if (this.drawing === null) return nothing;
    return html`<figure class="plan"><div role="img" aria-label=${name}>${(this.bare ??= lighten(this.drawing, 0))}</div></figure>`;
  }

  /** The plan with one window lit; nothing where the plan does not show it. */
  view(hall: { readonly plan?: PlanMarks | null } | null, window: number | null): Drawn {
    if (!hall?.plan || window === null || this.drawing === null || !hall.plan.windows.includes(window)) return nothing;
    if (this.lit?.window !== window) this.lit = { node: lighten(this.drawing, window), window };
    const way = hall.plan.ways.includes(window);
    return html`<figure class="plan" data-plan=${window}>
      <div role="img" aria-label=${say(visitorWords.planLabel({ n: window }))}>${this.lit.node}</div>
      <figcaption>${say(way ? visitorWords.planWay({ n: window }) : visitorWords.planWindow({ n: window }))}</figcaption>
    </figure>`;
  }
}

/** A copy with the window and its way marked, and no other way; its ids are the file's and not this page's. */
function lighten(drawing: Element, window: number): Node {
  const copy = document.importNode(drawing, true);
  for (const way of copy.querySelectorAll('[id^="way-"]')) {
    if (way.id === `way-${window}`) way.classList.add("plan__way");
    else way.remove();
  }
  copy.querySelector(`#window-${window}`)?.classList.add("plan__window");
  for (const marked of copy.querySelectorAll("[id]")) marked.removeAttribute("id");
  copy.setAttribute("aria-hidden", "true");
  return copy;
}
