import { DomUtils, parseDocument } from 'htmlparser2';
import { isForwardMark, isHeaderBlock, isReplyMarker, isSeparator } from './quote-marks.rules.js';

type Document = ReturnType<typeof parseDocument>;
type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];
type Node = Document['children'][number];

export interface SplitHtml {
  visible: string;
  /** The quoted history, to be folded away; null where none was found. */
  history: string | null;
}

const MAX_CHARS = 2_000_000;
const HEAD_CHARS = 1_500;

/** Everything from these on is history. */
const HISTORY_IDS = new Set([
  'divRplyFwdMsg',
  'x_divRplyFwdMsg',
  'appendonsend',
  'x_appendonsend',
  'OLK_SRC_BODY_SECTION',
  'mail-editor-reference-message-container',
  'ms-outlook-mobile-body-separator-line',
]);
/** These hold the history; what stands below them is new. */
const QUOTE_CLASSES =
  /(?:^|\s)(?:gmail_quote|gmail_quote_container|protonmail_quote|yahoo_quoted|zmail_extra|tutanota_quote)(?:\s|$)/;
const BLOCKS = new Set(['p', 'div', 'span', 'td', 'hr', 'font', 'b', 'strong']);

/**
 * Splits a mail's HTML where its program put the history. Whoever wrote between several quotes keeps all of them;
 * whoever forwards keeps what is forwarded.
 */
export function splitHtml(html: string): SplitHtml {
  const whole: SplitHtml = { visible: html, history: null };
  if (html.length > MAX_CHARS) return whole;
  const document = parseDocument(html);
  const elements = DomUtils.getElementsByTagName('*', document, true);
  const boundary = elements.find(beginsHistory);
  const removed = boundary ? fromHereOn(boundary) : lastQuote(document, elements);
  if (removed.length === 0) return whole;
  const history = removed.map((node) => DomUtils.getOuterHTML(node)).join('');
  for (const node of removed) DomUtils.removeElement(node);
  if (!saysSomething(document.children)) return whole;
  return { visible: DomUtils.getOuterHTML(document), history };
}

function beginsHistory(element: Element): boolean {
  if (HISTORY_IDS.has(element.attribs.id ?? '')) return !isForward(fromHereOn(element));
  if (!BLOCKS.has(element.name)) return false;
  const lines = textLines(element);
  const first = lines[0] ?? '';
  if (isReplyMarker(first) || isSeparator(first)) return !hasEarlierText(element);
  return isHeaderBlock(lines, 0) && !hasEarlierText(element);
}

/** The text of a block with line breaks where the reader sees them; only its beginning is of interest. */
function textLines(element: Element): string[] {
  const text = DomUtils.innerText(element.children).slice(0, HEAD_CHARS);
  if (!/[:#-]/.test(text)) return [];
  return DomUtils.getInnerHTML(element)
    .slice(0, HEAD_CHARS * 4)
    .replace(/<(?:br|\/p|\/div|\/tr)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;|&#xa0;/gi, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** A container whose first words are a header block begins history itself; its inner elements would be found later. */
const hasEarlierText = (element: Element): boolean =>
  ['html', 'body'].includes(element.name) || DomUtils.innerText(element.children).length > 400_000;

/** The element, and all that follows it in the document. */
function fromHereOn(element: Element): Node[] {
  const nodes: Node[] = [];
  for (let at: Node | null = element; at; at = at.parent as Node | null) {
    if (at.parent === null) break;
    for (
      let next: Node | null = at === element ? at : (at.next as Node | null);
      next;
      next = next.next as Node | null
    ) {
      nodes.push(next);
    }
  }
  return nodes;
}

/** The history of programs that quote in a box of its own, with its "On … wrote:" where that stands outside the box. */
function lastQuote(document: Document, elements: Element[]): Node[] {
  const quotes = elements.filter(isQuote).filter((quote) => !hasQuoteAbove(quote));
  const last = quotes.at(-1);
  if (!last || isForward([last])) return [];
  const below = fromHereOn(last).filter((node) => node !== last);
  if (quotes.length > 1 && saysSomething(below)) return [];
  const before = DomUtils.prevElementSibling(last);
  const attribution =
    before && /(?:^|\s)(?:moz-cite-prefix|gmail_attr)(?:\s|$)/.test(before.attribs.class ?? '') ? [before] : [];
  return document.children.length > 0 ? [...attribution, last] : [];
}

const isQuote = (element: Element): boolean =>
  QUOTE_CLASSES.test(element.attribs.class ?? '') ||
  (element.name === 'blockquote' && element.attribs.type?.toLowerCase() === 'cite');

function hasQuoteAbove(element: Element): boolean {
  for (let at = element.parent; at; at = at.parent) {
    if ('attribs' in at && isQuote(at as Element)) return true;
  }
  return false;
}

const isForward = (nodes: Node[]): boolean =>
  DomUtils.innerText(nodes)
    .slice(0, HEAD_CHARS)
    .split('\n')
    .some((line) => isForwardMark(line.trim()));

function saysSomething(nodes: Node[]): boolean {
  const visible = nodes.filter(
    (node) => !('name' in node) || !['head', 'style', 'script', 'title'].includes((node as Element).name),
  );
  if (DomUtils.getElementsByTagName('img', visible, true).length > 0) return true;
  const text = visible.map((node) =>
    'children' in node
      ? DomUtils.innerText(
          (node as Element).children.filter((child) => !('name' in child) || (child as Element).name !== 'head'),
        )
      : DomUtils.innerText(node),
  );
  return text.join('').replace(/[\s\u00A0\u200B]+/g, '') !== '';
}
