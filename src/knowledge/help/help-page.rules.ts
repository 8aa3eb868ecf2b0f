import { createHash } from 'node:crypto';
import { escaped } from '../../platform/http/plain-page.js';
import type { ArticleLine, ReadableArticle, ShelfView } from '../articles/reading.dto.js';
import { HELP_WORDS, nameOf, ownLanguage, type HelpWords } from './help-words.rules.js';
import { accentStyle, HELP_STYLE } from './help-style.rules.js';

/** The pages of the help centre: plain HTML without a script, which loads nothing from elsewhere. Pure. */

export interface House {
  name: string;
  logo: string | null;
  accent: string | null;
  /** Where the whole desk is reached, without a slash at its end. */
  origin: string;
}

export interface Place {
  house: House;
  language: string;
  /** In which something can be read; the page itself stands in each. */
  languages: string[];
}

export interface Rendered {
  html: string;
  /** What the page may load: nothing but its own style, our pictures and forms. */
  policy: string;
}

export type FeedbackTold = 'asked' | 'yes' | 'no' | 'heard' | 'slow';

interface Page extends Place {
  title: string;
  /** Below `/help/{language}`, or other addresses by language where they differ. */
  path: string;
  paths?: Record<string, string>;
  about?: string;
  main: string;
  q?: string;
  /** The page says it to machines: this one is not to be found. */
  hidden?: boolean;
}

const at = (language: string, path = ''): string => `/help/${language}${path}`;
export const articlePath = (slug: string): string => `/${encodeURIComponent(slug)}`;
export const shelfPath = (slug: string): string => `/c/${encodeURIComponent(slug)}`;

export function homePage(place: Place, { shelves, popular }: { shelves: ShelfView[]; popular: ArticleLine[] }) {
  const { language } = place;
  const words = HELP_WORDS[ownLanguage(language)];
  const outer = shelves.filter(({ parentId }) => parentId === null);
  const cards = outer.map((shelf) => {
    const inner = shelves.filter(({ parentId }) => parentId === shelf.id);
    const count = shelf.articles + inner.reduce((sum, one) => sum + one.articles, 0);
    return `<li><a class="card" href="${at(language, shelfPath(shelf.slug))}"><b>${escaped(shelf.name)}</b>${
      shelf.about ? `<span>${escaped(shelf.about)}</span>` : ''
    }<small>${escaped(words.articles(count))}</small></a></li>`;
  });
  const main =
    outer.length + popular.length === 0
      ? `<section class="empty"><h2>${escaped(words.nothing)}</h2><p>${escaped(words.nothingMore)}</p></section>`
      : `${cards.length > 0 ? `<ul class="cards">${cards.join('')}</ul>` : ''}${
          popular.length > 0 ? `<h2>${escaped(words.popular)}</h2>${list(popular, language)}` : ''
        }`;
  return render({ ...place, title: words.title, path: '', main: `${hero(words, language)}${main}` });
}

export function shelfPage(
  place: Place,
  {
    shelf,
    parent,
    groups,
  }: {
    shelf: Omit<ShelfView, 'articles'>;
    parent: Omit<ShelfView, 'articles'> | null;
    groups: { name: string | null; lines: ArticleLine[] }[];
  },
) {
  const { language } = place;
  const words = HELP_WORDS[ownLanguage(language)];
  const main = `${crumbs(words, language, parent ? [parent] : [])}<h1>${escaped(shelf.name)}</h1>${
    shelf.about ? `<p class="lead">${escaped(shelf.about)}</p>` : ''
  }${groups
    .filter(({ lines }) => lines.length > 0)
    .map(({ name, lines }) => `${name === null ? '' : `<h2>${escaped(name)}</h2>`}${list(lines, language)}`)
    .join('')}`;
  return render({ ...place, title: shelf.name, path: shelfPath(shelf.slug), about: shelf.about, main });
}

export function foundPage(place: Place, q: string, lines: ArticleLine[]) {
  const words = HELP_WORDS[ownLanguage(place.language)];
  const said = q.trim();
  const main =
    lines.length > 0
      ? `<h1 class="quiet" role="status">${escaped(words.found(lines.length, said))}</h1>${list(lines, place.language)}`
      : said
        ? `<section class="empty" role="status"><h1>${escaped(words.notFound)}</h1><p>${escaped(words.notFoundMore(said))}</p></section>`
        : `<section class="empty"><h1>${escaped(words.ask)}</h1></section>`;
  return render({ ...place, title: said || words.search, path: '/search', q: said, main, hidden: true });
}

export function articlePage(
  place: Place,
  article: ReadableArticle,
  parent: ReadableArticle['category'],
  told: FeedbackTold,
) {
  const { language } = place;
  const words = HELP_WORDS[ownLanguage(language)];
  const { category } = article;
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(article.updatedAt);
  const main = `${crumbs(
    words,
    language,
    [parent, category].filter((one) => one !== null),
  )}
<article lang="${article.language}"><h1>${escaped(article.title)}</h1>
<p class="meta" lang="${ownLanguage(language)}"><time datetime="${article.updatedAt.toISOString().slice(0, 10)}">${escaped(words.updated(day))}</time></p>
${
  article.otherLanguage
    ? `<p class="note" role="note" lang="${ownLanguage(language)}">${escaped(words.otherLanguage(nameOf(article.language, language)))}</p>`
    : ''
}<div class="body">${article.body}</div></article>
${feedback(words, language, article, told)}`;
  const paths = Object.fromEntries(article.translations.map((one) => [one.language, articlePath(one.slug)]));
  return render({
    ...place,
    title: article.title,
    about: article.summary,
    path: articlePath(article.slug),
    paths: { ...paths, [language]: paths[language] ?? articlePath(article.slug) },
    main,
    hidden: article.language !== language,
  });
}

export function gonePage(place: Place) {
  const words = HELP_WORDS[ownLanguage(place.language)];
  const main = `<section class="empty"><h1>${escaped(words.gone)}</h1><p>${escaped(words.goneMore)}</p>
<p><a class="button" href="${at(place.language)}">${escaped(words.home)}</a></p></section>`;
  return render({ ...place, title: words.gone, path: '', main, hidden: true });
}

/** Every address that anybody may read, each with its sisters in other languages. */
export function sitemap(
  origin: string,
  homes: string[],
  rows: { id: string; language: string; slug: string; updatedAt: Date }[],
): string {
  const link = (language: string, path: string): string =>
    `<xhtml:link rel="alternate" hreflang="${language}" href="${escaped(`${origin}${at(language, path)}`)}"/>`;
  const entry = (loc: string, links: string, day?: Date): string =>
    `<url><loc>${escaped(`${origin}${loc}`)}</loc>${day ? `<lastmod>${day.toISOString().slice(0, 10)}</lastmod>` : ''}${links}</url>`;
  const all = homes.map((language) => link(language, '')).join('');
  const articles = rows.map(({ id, language, slug, updatedAt }) => {
    const sisters = rows.filter((one) => one.id === id).map((one) => link(one.language, articlePath(one.slug)));
    return entry(at(language, articlePath(slug)), sisters.join(''), updatedAt);
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${[...homes.map((language) => entry(at(language), all)), ...articles].join('\n')}
</urlset>
`;
}

const hero = (words: HelpWords, language: string): string =>
  `<section class="hero"><h1>${escaped(words.ask)}</h1>${searchForm(words, language, '')}</section>`;

const searchForm = (words: HelpWords, language: string, q: string): string =>
  `<form class="search" role="search" action="${at(language, '/search')}"><input name="q" type="search" value="${escaped(q)}" maxlength="200" aria-label="${escaped(words.ask)}" placeholder="${escaped(words.ask)}" autocomplete="off"><button>${escaped(words.search)}</button></form>`;

const list = (lines: ArticleLine[], language: string): string =>
  `<ul class="list">${lines
    .map(
      (line) =>
        `<li><a href="${at(language, articlePath(line.slug))}"${line.language === language ? '' : ` lang="${line.language}"`}><b>${escaped(line.title)}</b>${
          line.summary ? `<span>${escaped(line.summary)}</span>` : ''
        }</a></li>`,
    )
    .join('')}</ul>`;

const crumbs = (words: HelpWords, language: string, shelves: { slug: string; name: string }[]): string =>
  `<nav class="crumbs" aria-label="${escaped(words.home)}"><a href="${at(language)}">${escaped(words.home)}</a>${shelves
    .map((one) => `<a href="${at(language, shelfPath(one.slug))}">${escaped(one.name)}</a>`)
    .join('')}</nav>`;

function feedback(words: HelpWords, language: string, { slug }: ReadableArticle, told: FeedbackTold): string {
  const action = `${at(language, articlePath(slug))}/feedback#feedback`;
  const trap = `<div class="trap" aria-hidden="true"><label>Website<input name="website" tabindex="-1" autocomplete="off"></label></div>`;
  if (told === 'heard' || told === 'slow') {
    return `<section id="feedback" class="feedback" role="status"><p>${escaped(words[told])}</p></section>`;
  }
  if (told === 'asked') {
    return `<section id="feedback" class="feedback"><form method="post" action="${action}">${trap}<h2>${escaped(words.helped)}</h2>
<div class="row"><button name="helpful" value="yes">${escaped(words.yes)}</button><button name="helpful" value="no">${escaped(words.no)}</button></div></form></section>`;
  }
  return `<section id="feedback" class="feedback"><p role="status">${escaped(words.thanks)}</p>
<form method="post" action="${action}">${trap}<input type="hidden" name="helpful" value="${told}">
<label>${escaped(told === 'yes' ? words.more : words.missing)}<textarea name="said" rows="3" maxlength="2000" required></textarea></label>
<button>${escaped(words.send)}</button></form></section>`;
}

function render({ house, language, languages, title, path, paths, about, main, q, hidden }: Page): Rendered {
  const words = HELP_WORDS[ownLanguage(language)];
  const style = `${HELP_STYLE}${house.accent ? accentStyle(house.accent) : ''}`;
  const all = [...new Set([...languages, language])].toSorted();
  const pathIn = (one: string): string => (paths ? (paths[one] ?? '') : path);
  const alternates = hidden
    ? ''
    : all
        .filter((one) => !paths || paths[one] !== undefined)
        .map((one) => `<link rel="alternate" hreflang="${one}" href="${escaped(house.origin + at(one, pathIn(one)))}">`)
        .join('\n');
  const others = all
    .filter((one) => one !== language)
    .map((one) => {
      const here = q === undefined ? at(one, pathIn(one)) : `${at(one, path)}?q=${encodeURIComponent(q)}`;
      return `<a href="${escaped(here)}" hreflang="${one}" lang="${one}">${escaped(nameOf(one))}</a>`;
    });
  const logo = house.logo?.startsWith('data:image/') ? `<img src="${escaped(house.logo)}" alt="" height="28">` : '';
  const html = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · ${escaped(house.name)}</title>
${about ? `<meta name="description" content="${escaped(about)}">` : ''}
${hidden ? '<meta name="robots" content="noindex, follow">' : `<link rel="canonical" href="${escaped(house.origin + at(language, pathIn(language)))}">`}
${alternates}
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">${escaped(words.skip)}</a>
<header><div><a class="brand" href="${at(language)}">${logo}<b>${escaped(house.name)}</b><span>${escaped(words.title)}</span></a>
<nav aria-label="${escaped(words.language)}">${others.join('')}<a href="/portal">${escaped(words.signIn)}</a></nav></div></header>
<main id="main">${path === '' && !hidden ? '' : searchForm(words, language, q ?? '')}${main}</main>
<footer><p>${escaped(words.stillStuck)} <a href="/portal">${escaped(words.contact)}</a></p></footer>
</body>
</html>
`;
  return { html, policy: policyFor(style) };
}

/** Stricter than the console's: no script at all, and this one style. */
const policyFor = (style: string): string =>
  [
    `default-src 'none'`,
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    `img-src 'self' data:`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
