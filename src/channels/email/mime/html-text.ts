import { compile } from 'html-to-text';

/** Deeper markup is decoration, or an attack on the parser's stack. */
const LIMITS = { maxInputLength: 2_000_000, maxDepth: 200, maxChildNodes: 20_000 };

const convert = compile({
  wordwrap: false,
  limits: LIMITS,
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, noAnchorUrl: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'table', format: 'block' },
    { selector: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

/** Readable text for search, notifications and reply folding. The HTML itself stays as it came. */
export function textFromHtml(html: string): string {
  return convert(html)
    .replace(/\u00A0/g, ' ')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
