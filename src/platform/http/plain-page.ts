/** Pages behind links in messages: plain HTML without a script, which loads nothing and works on any phone. Pure. */

export type PageLanguage = 'en' | 'pt-BR';

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

interface PlainPage {
  company: string;
  title: string;
  language: PageLanguage;
  /** What the link to the same page in the other language is called. */
  otherLanguage: string;
  /** HTML. */
  main: string;
  /** What this page has beside the common look. */
  style?: string;
}

export function plainPage({ company, title, language, otherLanguage, main, style = '' }: PlainPage): string {
  const other = language === 'en' ? 'pt-BR' : 'en';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · ${escaped(company)}</title>
<style>${STYLE}${style}</style>
</head>
<body>
<header><h1>${escaped(company)}</h1><a href="?lang=${other}" hreflang="${other}" lang="${other}">${escaped(otherLanguage)}</a></header>
<main>${main}
</main>
</body>
</html>
`;
}

/** The console's colours. */
const STYLE = `
:root{--bg:#f7f6f4;--surface:#fff;--ink:#1c1b1a;--ink-2:#5f5b57;--line:#dcd8d3;--accent:#0e6e6b;--on:#fff;--good:#e3f1f0;--bad:#fdecea;--bad-ink:#a81e14}
@media (prefers-color-scheme:dark){:root{--bg:#161514;--surface:#201f1d;--ink:#f2efec;--ink-2:#aca6a0;--line:#3a3734;--accent:#3fb3ad;--on:#0b1f1e;--good:#15302f;--bad:#3a1a17;--bad-ink:#ff9d94}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header,main{max-width:34rem;margin:0 auto;padding:1rem}
header{display:flex;justify-content:space-between;align-items:center;gap:1rem}
h1{font-size:1.05rem;margin:0}header a{color:var(--accent);padding:.6rem 0}
button{width:100%;min-height:48px;border:1px solid var(--accent);border-radius:10px;background:var(--accent);color:var(--on);font:inherit;font-weight:600;padding:.5rem 1rem;cursor:pointer}
button.quiet{background:transparent;color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
`;
