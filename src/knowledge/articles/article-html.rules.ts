import { compile } from 'html-to-text';
import sanitizeHtml from 'sanitize-html';

/**
 * What of an article's HTML is kept: text, structure, links, tables, and pictures that we hold ourselves. Nothing of it
 * loads anything from elsewhere, so who reads an article is told to nobody. Pure.
 */

/** How a picture is named in what is stored; each door to the article puts its own address in its place. */
const OWN = 'knowledge-file:';
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const STORED = new RegExp(`${OWN}(${UUID})`, 'gi');
/** Where pictures are shown, whichever the door: what an editor gives back. */
const SHOWN = new RegExp(`(?:^${OWN}|/files/)(${UUID})(?:[?#].*)?$`, 'i');

/** `pictures`: by the address that the text has for them, as in an import, the id under which we keep each. */
export function cleanArticle(html: string, pictures: ReadonlyMap<string, string> = new Map()): string {
  return sanitizeHtml(html, {
    allowedTags: [
      ...[
        'p',
        'div',
        'span',
        'br',
        'hr',
        'blockquote',
        'pre',
        'code',
        'kbd',
        'ul',
        'ol',
        'li',
        'dl',
        'dt',
        'dd',
        'img',
      ],
      ...['b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'sub', 'sup', 'small', 'mark', 'a', 'figure', 'figcaption'],
      ...['h2', 'h3', 'h4', 'table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption'],
    ],
    allowedAttributes: {
      a: ['href', 'title', 'rel'],
      img: ['src', 'alt', 'title', 'width', 'height'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan'],
      ol: ['start'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['knowledge-file'] },
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    // The page has its own first heading.
    transformTags: {
      h1: 'h2',
      h5: 'h4',
      h6: 'h4',
      a: sanitizeHtml.simpleTransform('a', { rel: 'noopener noreferrer' }),
      img: (tagName, { src = '', alt = '', title, width, height }) => {
        const id = pictures.get(src) ?? SHOWN.exec(src)?.[1];
        const size = (value: string | undefined) => (value && /^\d{1,4}$/.test(value) ? value : undefined);
        const kept = {
          src: id ? `${OWN}${id.toLowerCase()}` : '',
          alt,
          title,
          width: size(width),
          height: size(height),
        };
        return {
          tagName,
          attribs: Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)) as Record<
            string,
            string
          >,
        };
      },
    },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs.src,
    nestingLimit: 60,
  }).trim();
}

/** `files`: where this reader finds pictures, as `/help/files`. */
export const withPictures = (body: string, files: string): string =>
  body.replace(STORED, (_, id: string) => `${files}/${id}`);

/** Ids of the pictures in what is stored. */
export const picturesIn = (body: string): string[] => [
  ...new Set([...body.matchAll(STORED)].map(([, id]) => id!.toLowerCase())),
];

const plain = compile({
  wordwrap: false,
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    ...['h2', 'h3', 'h4'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
  ],
});

/** What it says, without how it looks: for search and for channels that have only words. */
export const textOf = (body: string): string => plain(body).trim();
