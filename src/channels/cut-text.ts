/**
 * Cut where a reader would pause: between paragraphs, lines, sentences, words; never within a character. `measure`: as the
 * provider counts, where that is not in UTF-16 units.
 */
export function cutText(text: string, max: number, measure: (text: string) => number = (one) => one.length): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (measure(rest) > max) {
    const cut = pauseIn(rest, fitting(rest, max, measure));
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rest ? [...parts, rest] : parts;
}

/** How much of the text fits, in whole characters. */
function fitting(text: string, max: number, measure: (text: string) => number): number {
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += measure(character);
    if (used > max) break;
    end += character.length;
  }
  return end;
}

function pauseIn(text: string, fits: number): number {
  const window = text.slice(0, fits + 1);
  // A pause in the first half would leave a stub.
  for (const pause of ['\n\n', '\n', '. ', ' ']) {
    const at = window.lastIndexOf(pause);
    if (at >= fits / 2) return Math.min(at + pause.length, fits);
  }
  return fits;
}
