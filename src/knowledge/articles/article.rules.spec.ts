import { cleanArticle, picturesIn, textOf, withPictures } from './article-html.rules.js';
import { firstWords, freeSlug, languageFor, languageTag, slugOf, SLUG } from './article.rules.js';
import { knownAs } from '../search/article-query.rules.js';
import { accentStyle, contrast } from '../help/help-style.rules.js';

const ID = '01a227e3-a14c-772a-868a-a1ed1fbfb062';

it.each([
  ['pt_br', 'pt-BR'],
  ['pt', 'pt-BR'],
  ['en-us', 'en'],
  ['fr-ca', 'fr-CA'],
  ['es', 'es'],
  ['', null],
  ['%00', null],
  ['english', null],
])('the language %j is kept as %j', (given, kept) => {
  expect(languageTag(given)).toBe(kept);
});

it.each([
  ['itself', 'en', ['en', 'pt-BR'], 'en'],
  ['its sister', 'fr-CA', ['en', 'fr'], 'fr'],
  ['the house’s', 'de', ['en', 'pt-BR'], 'pt-BR'],
  ['any', 'de', ['es'], 'es'],
  ['none', 'de', [], null],
])('who asks for a language is shown %s', (_, wanted, present, shown) => {
  expect(languageFor(wanted, 'pt-BR', present)).toBe(shown);
});

it.each([
  ['Câmera sem imagem?', 'camera-sem-imagem'],
  ['  --  ', 'article'],
  ['Что делать', 'что-делать'],
  ['x'.repeat(200), 'x'.repeat(80)],
])('an address is made of %j', (title, slug) => {
  expect(slugOf(title)).toBe(slug);
  expect(slug).toMatch(SLUG);
});

it('an address that is taken is another’s', () => {
  expect(freeSlug('a', new Set(['a', 'a-2']))).toBe('a-3');
});

it('a summary ends with a whole word', () => {
  expect(firstWords(`${'word '.repeat(60)}`)).toMatch(/word…$/);
});

it.each([
  ['scripts and styles', '<p style="x" onclick="y">a</p><script>b</script><style>c</style>', '<p>a</p>'],
  ['addresses that run', '<a href="javascript:x">a</a>', '<a rel="noopener noreferrer">a</a>'],
  ['pictures from elsewhere', '<p>a<img src="https://spy.example/1.gif"></p>', '<p>a</p>'],
  ['a second first heading', '<h1>a</h1>', '<h2>a</h2>'],
])('what is kept of an article is without %s', (_, given, kept) => {
  expect(cleanArticle(given)).toBe(kept);
});

it('a picture is ours whichever door showed it, and is shown at each door’s own address', () => {
  for (const src of [`/help/files/${ID}`, `/api/v1/knowledge/files/${ID}?x=1`, `knowledge-file:${ID}`]) {
    const kept = cleanArticle(`<img src="${src}" alt="plug">`);
    expect(picturesIn(kept)).toEqual([ID]);
    expect(withPictures(kept, '/help/files')).toContain(`src="/help/files/${ID}"`);
    expect(cleanArticle(kept)).toBe(kept);
  }
});

it('the words of an article are without what it looks like', () => {
  expect(textOf('<h2>One</h2><p>Two <b>three</b></p><a href="https://x.example">four</a>')).toMatch(
    /^One\s+Two three\s+four$/,
  );
});

it.each([
  ['Wi-Fi  password!', 'wi-fi password'],
  ['ana@example.com', null],
  ['11 98794-20411234', null],
  ['ab', null],
])('a search for %j is remembered as %j', (q, query) => {
  expect(knownAs(q)).toBe(query);
});

it.each(['#6b3fa0', '#ffee00', '#000000', '#ffffff', '#0e6e6b'])(
  'the colour %s can be read by day and by night',
  (accent) => {
    const [day, night] = [...accentStyle(accent).matchAll(/--accent:(#[0-9a-f]{6})/g)].map(([, colour]) => colour!);
    expect(contrast(day!, '#ffffff')).toBeGreaterThan(4.5);
    expect(contrast(night!, '#201f1d')).toBeGreaterThan(4.5);
  },
);
