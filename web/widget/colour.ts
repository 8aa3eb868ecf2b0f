type Rgb = readonly [number, number, number];

export const DEFAULT_COLOUR = '#0f6e6e';
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [11, 16, 16];
const SURFACE = { light: WHITE, dark: [23, 25, 27] as Rgb };
/** WCAG 2.2 AA for text. */
const ENOUGH = 4.5;

export interface Accent {
  accent: string;
  hover: string;
  soft: string;
  onAccent: string;
}

/** A company's colour, moved just as far as reading needs in this theme, with what stands on and beside it. */
export function accentFor(colour: string, theme: 'light' | 'dark'): Accent {
  const surface = SURFACE[theme];
  const away = theme === 'light' ? BLACK : WHITE;
  const step = theme === 'light' ? -0.02 : 0.02;
  let accent = parse(colour) ?? parse(DEFAULT_COLOUR)!;
  for (let i = 0; i < 50 && contrast(accent, surface) < ENOUGH; i += 1) accent = lighter(accent, step);
  const onAccent = contrast(accent, WHITE) >= contrast(accent, BLACK) ? WHITE : BLACK;
  return {
    accent: css(accent),
    hover: css(mix(accent, away, 0.18)),
    soft: css(mix(surface, accent, theme === 'light' ? 0.15 : 0.22)),
    onAccent: css(onAccent),
  };
}

export function contrast(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

export function parse(colour: string): Rgb | undefined {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(colour);
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour);
  const parts = long?.slice(1) ?? short?.slice(1).map((c) => c + c);
  return parts && (parts.map((p) => Number.parseInt(p, 16)) as unknown as Rgb);
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((c) => {
    const s = c / 255;
    return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return a.map((c, i) => Math.round(c + ((b[i] ?? c) - c) * share)) as unknown as Rgb;
}

/** Keeps hue and saturation, unlike mixing with white: a green stays that green. */
function lighter(colour: Rgb, by: number): Rgb {
  const [r, g, b] = colour.map((c) => c / 255) as unknown as Rgb;
  const [max, min] = [Math.max(r, g, b), Math.min(r, g, b)];
  const chroma = max - min;
  const old = (max + min) / 2;
  const saturation = chroma === 0 ? 0 : chroma / (1 - Math.abs(2 * old - 1));
  const sector = max === r ? ((g - b) / chroma + 6) % 6 : max === g ? (b - r) / chroma + 2 : (r - g) / chroma + 4;
  const hue = chroma === 0 ? 0 : sector * 60;
  const lightness = Math.min(1, Math.max(0, old + by));
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}

const css = (colour: Rgb): string => `rgb(${colour.join(' ')})`;
