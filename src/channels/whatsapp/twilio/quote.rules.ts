const LONGEST = 120;

/**
 * Twilio tells us what a customer quotes and has no way to quote: so the words stand before the answer, in the marks by
 * which WhatsApp shows a quotation. The answer stays at the end, where a lost one is looked for.
 */
export function afterQuote(quoted: string, answer: string): string {
  const line = quoted.replace(/\s+/g, ' ').trim();
  if (!line) return answer;
  const short =
    [...line].length > LONGEST
      ? `${[...line]
          .slice(0, LONGEST - 1)
          .join('')
          .trimEnd()}…`
      : line;
  return `> ${short}\n\n${answer}`;
}
