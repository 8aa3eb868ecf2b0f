import sanitizeHtml, { type IOptions } from 'sanitize-html';

/** Raise with every change of the lists below: what was sanitised under an older number is sanitised anew. */
export const SANITISER_VERSION = 2;

const TAGS = [
  ...[
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'p',
    'div',
    'span',
    'br',
    'hr',
    'blockquote',
    'pre',
    'code',
    'center',
    'address',
  ],
  ...[
    'a',
    'b',
    'strong',
    'i',
    'em',
    'u',
    's',
    'strike',
    'del',
    'ins',
    'sub',
    'sup',
    'small',
    'big',
    'font',
    'abbr',
    'q',
    'mark',
  ],
  ...[
    'ul',
    'ol',
    'li',
    'dl',
    'dt',
    'dd',
    'table',
    'thead',
    'tbody',
    'tfoot',
    'tr',
    'td',
    'th',
    'caption',
    'colgroup',
    'col',
    'img',
  ],
];
const SIZES = ['width', 'height', 'align', 'valign', 'bgcolor', 'dir', 'lang'];

const COLOUR = /^(?:#[0-9a-f]{3,8}|rgba?\([\d\s.,%]+\)|[a-z]{3,25})$/i;
const LENGTHS = /^(?:(?:-?[\d.]+(?:px|pt|em|rem|ex|%|cm|in|mm)?|auto|inherit)\s*){1,4}$/i;
const WORD = /^[a-z-]{1,30}$/i;
const BORDER = /^[\w\s#.,()%-]{1,80}$/;

/** Positions, stacking and anything with a URL are missing on purpose: a mail must not lie over the console or call home. */
const STYLES: Record<string, RegExp[]> = {
  color: [COLOUR],
  'background-color': [COLOUR],
  'font-size': [LENGTHS, WORD],
  'font-weight': [/^(?:\d{3}|[a-z]+)$/i],
  'font-style': [WORD],
  'font-family': [/^[\w\s,'"-]{1,200}$/],
  'line-height': [LENGTHS, WORD],
  'text-align': [WORD],
  'text-decoration': [WORD],
  'vertical-align': [WORD, LENGTHS],
  'white-space': [WORD],
  'border-collapse': [WORD],
  ...Object.fromEntries(
    ['width', 'height', 'max-width', 'min-width', 'border-spacing'].map((name) => [name, [LENGTHS]]),
  ),
  ...Object.fromEntries(['margin', 'padding'].flatMap((name) => sides(name).map((side) => [side, [LENGTHS]]))),
  ...Object.fromEntries(sides('border').map((side) => [side, [BORDER]])),
};

const COMMON: IOptions = {
  allowedTags: TAGS,
  allowedAttributes: {
    a: ['href', 'title', 'rel', 'target'],
    img: ['src', 'alt', 'title', 'width', 'height', 'data-remote'],
    font: ['color', 'size', 'face'],
    ol: ['start', 'type'],
    '*': ['style', ...SIZES],
    td: ['colspan', 'rowspan', 'style', ...SIZES],
    th: ['colspan', 'rowspan', 'style', ...SIZES],
    table: ['border', 'cellpadding', 'cellspacing', 'style', ...SIZES],
  },
  allowedStyles: { '*': STYLES },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['http', 'https', 'cid', 'data'] },
  allowedSchemesAppliedToAttributes: ['href', 'src'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'title',
    'xmp',
    'noembed',
    'noframes',
    'iframe',
    'plaintext',
    'svg',
    'math',
    'template',
  ],
  enforceHtmlBoundary: false,
  nestingLimit: 100,
};

/** Small pictures in the text itself are harmless; anything else in a data URL is not a picture. */
const DATA_IMAGE = /^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]{1,200000}$/i;

export interface Pictures {
  /** Where the part with this Content-ID is served, or null where the mail has no such part. */
  inline(contentId: string): string | null;
  /**
   * Remote pictures tell the sender who reads and when, so they are blocked until somebody asks for them. Then this
   * says where we serve what we fetched ourselves; null where this one stays blocked.
   */
  remote: 'blocked' | ((url: string) => string | null);
}

export interface Sanitised {
  html: string;
  blockedPictures: number;
}

/** A stranger's HTML, made harmless for a sandboxed frame. Raw HTML is what is stored; this runs at every display. */
export function sanitiseMail(html: string, pictures: Pictures): Sanitised {
  let blockedPictures = 0;
  const clean = sanitizeHtml(html, {
    ...COMMON,
    transformTags: {
      a: (tagName, { href, title }) => ({
        tagName,
        attribs: {
          ...(href && { href }),
          ...(title && { title }),
          rel: 'noopener noreferrer nofollow',
          target: '_blank',
        },
      }),
      img: (tagName, { src = '', ...attribs }) => {
        delete attribs['data-remote'];
        const shown = shownSource(src.trim(), pictures);
        if (shown === BLOCKED) blockedPictures += 1;
        return {
          tagName,
          attribs: { ...attribs, ...(shown === BLOCKED ? { 'data-remote': 'blocked' } : shown && { src: shown }) },
        };
      },
    },
  });
  return { html: clean, blockedPictures };
}

const BLOCKED = Symbol('blocked');

function shownSource(src: string, pictures: Pictures): string | typeof BLOCKED | null {
  if (/^cid:/i.test(src)) return pictures.inline(decoded(src.slice(4)));
  if (/^data:/i.test(src)) return DATA_IMAGE.test(src) ? src : null;
  if (/^https?:\/\//i.test(src)) return pictures.remote === 'blocked' ? BLOCKED : (pictures.remote(src) ?? BLOCKED);
  return null;
}

function decoded(contentId: string): string {
  try {
    return decodeURIComponent(contentId);
  } catch {
    return contentId;
  }
}

/** What our own people wrote: the same lists, inline pictures kept, nothing blocked. */
export function sanitiseOutgoing(html: string): string {
  return sanitizeHtml(html, COMMON);
}

function sides(name: string): string[] {
  return [name, ...['top', 'right', 'bottom', 'left'].map((side) => `${name}-${side}`)];
}
