import EmailReplyParser from 'email-reply-parser';
import {
  attributionLength,
  isForwardMark,
  isHeaderBlock,
  isReplyMarker,
  isSeparator,
} from '../../../conversations/display/quote-marks.rules.js';

export interface Folded {
  /** What is new. Never empty where the mail says anything. */
  visible: string;
  /** True where a history was found and left out of `visible`. */
  folded: boolean;
}

/** Beyond this a mail is a log or an attack; its patterns are not searched, and all of it is shown. */
const MAX_CHARS = 200_000;
const MAX_LINES = 5_000;
/** The fallback's patterns are not linear, so it only sees short mails. */
const FALLBACK_CHARS = 10_000;
const FALLBACK_LINE = 300;

interface Line {
  text: string;
  trimmed: string;
  quoted: boolean;
}

/**
 * Splits what somebody wrote now from what they quoted. When in doubt, shows: a history too much is a nuisance, an answer
 * left out is a lost answer. Answers between quotes keep their quotes, because alone they make no sense.
 */
export function visibleText(full: string): Folded {
  const text = full.replace(/\r\n?/g, '\n');
  if (text.length > MAX_CHARS) return whole(text);
  const lines = text.split('\n').map(lineOf);
  if (lines.length > MAX_LINES) return whole(text);
  const cut = historyBegins(lines);
  const above = lines.slice(0, cut);
  const visible = join(withoutTrailingQuotes(above));
  if (!visible) return whole(text);
  if (cut < lines.length || visible !== join(above)) return { visible, folded: true };
  return otherLanguages(text);
}

function lineOf(text: string): Line {
  const trimmed = text.replace(/\u00A0/g, ' ').trim();
  return { text, trimmed: trimmed.slice(0, 1_000), quoted: trimmed.startsWith('>') };
}

const whole = (text: string): Folded => ({ visible: text.trim(), folded: false });

const join = (lines: Line[]): string =>
  lines
    .map((line) => line.text.trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '');

/** Index of the first line of an unquoted history: everything below it is old. Length where there is none. */
function historyBegins(lines: Line[]): number {
  const trimmed = lines.map((line) => line.trimmed);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (line.quoted || !line.trimmed) continue;
    if (isForwardMark(line.trimmed)) return lines.length;
    if (isReplyMarker(line.trimmed) || isSeparator(line.trimmed) || isHeaderBlock(trimmed, at)) {
      return withRuleAbove(lines, at);
    }
    const length = attributionLength(trimmed, at);
    if (length > 0 && !quotesFollow(lines, at + length)) return at;
  }
  return lines.length;
}

/** Outlook draws a line of underscores above its header block. */
function withRuleAbove(lines: Line[], at: number): number {
  let above = at;
  while (above > 0 && !lines[above - 1]!.trimmed) above -= 1;
  return above > 0 && /^_{5,}$/.test(lines[above - 1]!.trimmed) ? above - 1 : at;
}

function quotesFollow(lines: Line[], from: number): boolean {
  const next = lines.slice(from).find((line) => line.trimmed);
  return next?.quoted ?? false;
}

/**
 * Quotes with `>`: a block below the last words is history; one block above all answers is history too (bottom posting).
 * With answers before and after several blocks, every quote stays.
 */
function withoutTrailingQuotes(lines: Line[]): Line[] {
  const blocks = quoteBlocks(lines);
  if (blocks.length === 0) return lines;
  const last = blocks.at(-1)!;
  const own = (from: number, to: number): boolean =>
    lines.slice(from, to).some((line) => line.trimmed && !isFooter(line.trimmed));
  const answersBelow = own(last.to, lines.length);
  if (answersBelow && blocks.length > 1) return lines;
  return [...lines.slice(0, last.from), ...lines.slice(last.to)];
}

/** A block runs over blank lines between quotes and takes its attribution with it. */
function quoteBlocks(lines: Line[]): { from: number; to: number }[] {
  const trimmed = lines.map((line) => line.trimmed);
  const blocks: { from: number; to: number }[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    if (!lines[at]!.quoted) continue;
    let to = at;
    for (let next = at; next < lines.length && (lines[next]!.quoted || !lines[next]!.trimmed); next += 1) {
      if (lines[next]!.quoted) to = next + 1;
    }
    blocks.push({ from: attributionAbove(trimmed, at), to });
    at = to - 1;
  }
  return blocks;
}

function attributionAbove(trimmed: string[], quote: number): number {
  let end = quote;
  while (end > 0 && !trimmed[end - 1]) end -= 1;
  for (let length = 1; length <= 3 && end - length >= 0; length += 1) {
    if (attributionLength(trimmed, end - length) === length) return end - length;
  }
  return quote;
}

const isFooter = (line: string): boolean =>
  /^(?:--|Sent from my|Enviado do meu|Enviado desde mi|Inviato da|Envoyé de mon|Von meinem .{1,40} gesendet|Get Outlook for|Obter o Outlook)/i.test(
    line,
  );

/** Programs in further languages, known to a library whose patterns could be slow on hostile text. */
function otherLanguages(text: string): Folded {
  const plausible = /[:：]\s*$/m.test(text) && text.length <= FALLBACK_CHARS;
  if (!plausible || text.split('\n').some((line) => line.length > FALLBACK_LINE || isForwardMark(line.trim()))) {
    return whole(text);
  }
  const fragments = new EmailReplyParser().read(text).getFragments();
  const last = fragments.findLastIndex((fragment) => !fragment.isQuoted());
  const visible = fragments
    .slice(0, last + 1)
    .map((fragment) => fragment.getContent())
    .join('\n')
    .trim();
  if (last === fragments.length - 1 || !visible) return whole(text);
  return { visible, folded: true };
}
