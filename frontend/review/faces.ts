// Five faces, drawn for this product on a grid of 48: eyes, brows and mouth say as much as the colour does.

import { html, svg, type SVGTemplateResult, type TemplateResult } from "lit";

import type { Rating } from "./opinion";

const EYES = svg`<path d="M17 19v3M31 19v3"/>`;

const DRAWN: Readonly<Record<Rating, SVGTemplateResult>> = {
  very_satisfied: svg`<path d="M13.5 21.5c1-3 5-3 6 0M28.5 21.5c1-3 5-3 6 0"/><path class="face__open" d="M13 27h22c-1 6.5-5 10-11 10s-10-3.5-11-10z"/>`,
  satisfied: svg`${EYES}<path d="M14.5 28.5c2.5 4.7 5.7 6.5 9.5 6.5s7-1.8 9.5-6.5"/>`,
  basically_satisfied: svg`${EYES}<path d="M16 31.5c5 1.6 11 1.6 16 0"/>`,
  dissatisfied: svg`${EYES}<path d="M15.5 34c2.2-3.6 5-5 8.5-5s6.3 1.4 8.5 5"/>`,
  very_dissatisfied: svg`<path d="M12.5 16l7 3.3M35.5 16l-7 3.3M17.5 22.5v1.8M30.5 22.5v1.8"/><path class="face__open" d="M14.5 36.5c1.4-5.6 4.7-8 9.5-8s8.1 2.4 9.5 8z"/>`,
};

/** A face; it says nothing to a screen reader, so the word beside it must. */
export function face(rating: Rating): TemplateResult {
  return html`<svg class="face face--${rating}" viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="20.5" />${DRAWN[rating]}</svg>`;
}
