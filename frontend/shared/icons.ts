// Line icons on a grid of 24, drawn for this product.

import { html, svg, type SVGTemplateResult, type TemplateResult } from "lit";

const ICONS: Readonly<Record<string, SVGTemplateResult>> = {
  star: svg`<path d="M12 3.8l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z"/>`,
  person: svg`<circle cx="12" cy="8" r="3.7"/><path d="M4.8 20c.6-4.1 3.4-6.3 7.2-6.3s6.6 2.2 7.2 6.3"/>`,
  company: svg`<path d="M4.5 20.5V5.5l8-2v17M12.5 9.5l7 1.6v9.4M3 20.5h18M7.5 8.5h2M7.5 12.5h2M7.5 16.5h2M15.5 14h1.5M15.5 17h1.5"/>`,
  bundle: svg`<circle cx="6" cy="6.5" r="2.5"/><circle cx="18" cy="6.5" r="2.5"/><circle cx="12" cy="17.5" r="2.5"/><path d="M8.5 6.5h7M7.3 8.7l3.5 6.6M16.7 8.7l-3.5 6.6"/>`,
  collect: svg`<path d="M6 3.5h8.5l4 4V20.5H6zM14 3.5v4.5h4.5M9 14.3l2.2 2.2 4-4.3"/>`,
  departments: svg`<path d="M3.5 9.5L12 4l8.5 5.5zM5.5 12v5.5M10 12v5.5M14 12v5.5M18.5 12v5.5M3.5 20.5h17"/>`,
  search: svg`<circle cx="10.8" cy="10.8" r="6.3"/><path d="M15.5 15.5l5 5"/>`,
  back: svg`<path d="M10 5.5L3.5 12l6.5 6.5M4 12h16.5"/>`,
  onward: svg`<path d="M9 5l7 7-7 7"/>`,
  calendar: svg`<path d="M4 6h16v14.5H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4"/>`,
  home: svg`<path d="M4 11l8-7 8 7v9.5h-5.5V14h-5v6.5H4z"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  cross: svg`<path d="M6 6l12 12M18 6L6 18"/>`,
  down: svg`<path d="M5 9l7 7 7-7"/>`,
  up: svg`<path d="M5 15.5l7-7 7 7"/>`,
  check: svg`<path d="M4.5 12.5l5 5 10-11"/>`,
  help: svg`<circle cx="12" cy="12" r="8.7"/><path d="M9.3 9.5a2.7 2.7 0 1 1 3.9 2.4c-.9.5-1.2 1-1.2 2M12 16.8v.2"/>`,
  flag: svg`<path d="M5.5 21V4M5.5 4.5c4-2 7 2 13 0v8.5c-6 2-9-2-13 0"/>`,
  bell: svg`<path d="M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5h-14zM10.3 20.5h3.4"/>`,
  bellOff: svg`<path d="M6.5 16.5V11c0-.8.2-1.6.5-2.3M9.5 6.1A5.5 5.5 0 0 1 17.5 11v5.5M5 18h11M10.3 20.5h3.4M3.5 3.5l17 17"/>`,
  offline: svg`<path d="M3 9.5a13 13 0 0 1 5-3M12.5 5.5A13 13 0 0 1 21 9.5M6.5 13.2a8 8 0 0 1 4-2.1M15 11.8a8 8 0 0 1 2.5 1.4M12 18.2v.3M4 3.5l16 17"/>`,
  globe: svg`<circle cx="12" cy="12" r="8.7"/><path d="M3.5 12h17M12 3.3c5 5.5 5 12 0 17.4M12 3.3c-5 5.5-5 12 0 17.4"/>`,
  text: svg`<path d="M2.5 19l5.5-14 5.5 14M4.5 14.5h7M14.5 19l3.5-9 3.5 9M15.7 16h4.6"/>`,
  lock: svg`<path d="M5.5 10.5h13v10h-13zM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5"/>`,
  sound: svg`<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.3 4.3 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"/>`,
  soundStop: svg`<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9.5l5 5M20.5 9.5l-5 5"/>`,
  printer: svg`<path d="M7 8.5V3.5h10v5M7 16.5H4v-8h16v8h-3M7 13.5h10v7H7z"/>`,
  card: svg`<path d="M3.5 5.5h17v13h-17zM13.5 10h4M13.5 13.5h4M8 11.5a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM5.5 15.5c.4-1.7 1.3-2.5 2.5-2.5s2.1.8 2.5 2.5"/>`,
  people: svg`<circle cx="9" cy="8.3" r="3.2"/><path d="M3 19.5c.5-3.6 2.7-5.5 6-5.5s5.5 1.9 6 5.5M15.5 5.4a3.2 3.2 0 0 1 0 5.8M17.5 14.4c2 .7 3.2 2.5 3.5 5.1"/>`,
  keyboardBack: svg`<path d="M8.5 6H20.5v12H8.5L3 12zM11.5 9.5l5 5M16.5 9.5l-5 5"/>`,
};

/** A drawn icon; it says nothing to a screen reader, so the words beside it must. */
export function icon(name: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${ICONS[name]}</svg>`;
}
