// A QR code as one SVG path, drawn in the page's own colours.

import { html, type TemplateResult } from "lit";
import { encode } from "uqr";

/** A QR code for `text`, with the quiet margin scanners need; `label` is read to those who cannot see it. */
export function qrCode(text: string, label: string): TemplateResult {
  const { data, size } = encode(text, { ecc: "M", border: 3 });
  const path = data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")).join("")).join("");
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${label} shape-rendering="crispEdges">
    <rect class="qr__ground" width=${size} height=${size} /><path class="qr__ink" d=${path} /></svg>`;
}
