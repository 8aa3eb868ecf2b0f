import { SANITISER_VERSION, sanitiseMail, type Pictures } from './mail-html.rules.js';
import { splitHtml } from './quoted-html.rules.js';

export interface MessageDocument {
  html: string;
  /** Sent as a header: what the document may do, even where the sanitiser was wrong. */
  policy: string;
  blockedPictures: number;
}

/**
 * One message as a document of its own, for a sandboxed frame: no scripts, no forms, no network but the pictures that the
 * reader asked for, and those only through us. The history is folded away, one click from sight.
 */
export function messageDocument(html: string, pictures: Pictures, words: { history: string }): MessageDocument {
  const { visible, history } = splitHtml(html);
  const shown = sanitiseMail(visible, pictures);
  const folded = history === null ? null : sanitiseMail(history, pictures);
  return {
    html: page(shown.html + (folded ? fold(folded.html, words.history) : '')),
    policy: policyFor(pictures.remote),
    blockedPictures: shown.blockedPictures + (folded?.blockedPictures ?? 0),
  };
}

/** For a message without HTML: its text, as it stands. */
export function textDocument(text: string): MessageDocument {
  return { html: page(`<pre>${escape(text)}</pre>`), policy: policyFor('blocked'), blockedPictures: 0 };
}

const fold = (html: string, label: string): string =>
  `<details><summary title="${escape(label)}">•••</summary><div>${html}</div></details>`;

function policyFor(remote: Pictures['remote']): string {
  return [
    `default-src 'none'`,
    `img-src data:${remote === 'blocked' ? '' : ` 'self'`}`,
    `style-src 'unsafe-inline'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'self'`,
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  ].join('; ');
}

const STYLE = `
html{color-scheme:light}
body{margin:0;padding:8px;background:#fff;color:#1f2328;font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
img{max-width:100%;height:auto}img[data-remote]{display:inline-block;min-width:1em;min-height:1em;background:#eee}
pre{white-space:pre-wrap;font:inherit}table{max-width:100%}blockquote{margin:0 0 0 8px;padding-left:8px;border-left:2px solid #ddd}
summary{cursor:pointer;color:#666;list-style:none;width:fit-content;padding:0 8px;border-radius:8px;background:#eee}`;

const page = (body: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">` +
  `<meta name="generator" content="frontdesk sanitiser ${SANITISER_VERSION}"><base target="_blank"><style>${STYLE}</style></head>` +
  `<body>${body}</body></html>`;

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
