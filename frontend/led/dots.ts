/**
 * Letters as dots, 16 high: a Chinese sign is 16 wide, a Latin letter 8.
 *
 * The font is GNU Unifont's: drawn for exactly this grid, so that at 16 px every pixel is either lit or dark. It is
 * written to a canvas nobody sees, and read back dot by dot.
 */

import fontUrl from "@fontsource/unifontex/files/unifontex-latin-400-normal.woff2";

export const HEIGHT = 16;
const BASELINE = 14;
const NAME = "hall-dots";

export interface Dots {
  readonly length: number;
  /** The lit dots as one SVG path of points. */
  readonly path: string;
}

let canvas: CanvasRenderingContext2D | null = null;
const known = new Map<string, Dots>();

/** Fetches the font; false when it cannot be had, and the browser's own letters must do. */
export async function loadDots(): Promise<boolean> {
  try {
    const font = await new FontFace(NAME, `url(${JSON.stringify(fontUrl)})`).load();
    document.fonts.add(font);
    return true;
  } catch {
    return false;
  }
}

/** The dots of a line of text; the same text is drawn once. */
export function dotsOf(text: string): Dots {
  const found = known.get(text);
  if (found !== undefined) return found;
  const drawn = draw(text);
  if (known.size > 200) known.clear();
  known.set(text, drawn);
  return drawn;
}

function draw(text: string): Dots {
  canvas ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (canvas === null || text === "") return { length: 0, path: "" };
  const font = `${HEIGHT}px ${NAME}, monospace`;
  canvas.font = font;
  const length = Math.ceil(canvas.measureText(text).width);
  canvas.canvas.width = length;
  canvas.canvas.height = HEIGHT;
  canvas.font = font; // a canvas that changes its size forgets it
  canvas.fillText(text, 0, BASELINE);
  const { data } = canvas.getImageData(0, 0, length, HEIGHT);
  const lit: string[] = [];
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < length; x++) {
      if ((data[(y * length + x) * 4 + 3] ?? 0) >= 128) lit.push(`M${x}.5 ${y}.5h0`);
    }
  }
  return { length, path: lit.join("") };
}
