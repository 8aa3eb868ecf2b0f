import type { Category } from '../platform/privacy/personal-data.js';
import { escaped } from '../platform/http/plain-page.js';

/** The page in what a person is given: opened from the folder, without a network. Pure. */

export interface ExportedTable {
  name: string;
  category: Category;
  rows: Record<string, unknown>[];
}

export interface Exported {
  company: string;
  language: string;
  madeAt: Date;
  tables: ExportedTable[];
  files: string[];
  /** What did not fit in, or could not be read. */
  left: string[];
  notes: boolean;
}

interface Words {
  title: string;
  made: string;
  about: string;
  masked: string;
  withoutNotes: string;
  contents: string;
  said: string;
  you: string;
  us: string;
  files: string;
  left: string;
  data: string;
  rows: (count: number) => string;
  categories: Record<Category, string>;
}

const EN: Words = {
  title: 'What we know about you',
  made: 'Made on',
  about: 'Everything that is stored about you, as a page to read and, in the folder “data”, as JSON for programs.',
  masked: 'Addresses of other people are half hidden: they are theirs.',
  withoutNotes: 'Internal notes of our staff are not part of it.',
  contents: 'Contents',
  said: 'What was said',
  you: 'You',
  us: 'We',
  files: 'Files',
  left: 'Not in here, because it is too large or cannot be read any more; ask us for it',
  data: 'Everything, by kind',
  rows: (count) => (count === 1 ? '1 entry' : `${count} entries`),
  categories: {
    person: 'Who you are and how you are reached',
    messages: 'Messages',
    originals: 'Originals',
    files: 'Files',
    calls: 'Calls',
    visits: 'Visits',
    broadcasts: 'Messages to many',
    consent: 'What you agreed to or forbade, and your requests',
    agreements: 'Agreements',
    work: 'What we did with your requests',
    traces: 'Who looked, and what the log says',
  },
};

const PT: Words = {
  title: 'O que sabemos sobre você',
  made: 'Feito em',
  about: 'Tudo o que está guardado sobre você, como página para ler e, na pasta “data”, como JSON para programas.',
  masked: 'Endereços de outras pessoas aparecem pela metade: são delas.',
  withoutNotes: 'Notas internas da nossa equipe não fazem parte.',
  contents: 'Conteúdo',
  said: 'O que foi dito',
  you: 'Você',
  us: 'Nós',
  files: 'Arquivos',
  left: 'Ficou de fora, por ser grande demais ou não poder mais ser lido; peça para nós',
  data: 'Tudo, por tipo',
  rows: (count) => (count === 1 ? '1 registro' : `${count} registros`),
  categories: {
    person: 'Quem você é e como falamos com você',
    messages: 'Mensagens',
    originals: 'Originais',
    files: 'Arquivos',
    calls: 'Ligações',
    visits: 'Visitas',
    broadcasts: 'Mensagens para muitos',
    consent: 'O que você permitiu ou proibiu, e os seus pedidos',
    agreements: 'Contratos',
    work: 'O que fizemos com as suas solicitações',
    traces: 'Quem olhou, e o que o registro diz',
  },
};

export function exportPage(given: Exported): string {
  const portuguese = given.language.toLowerCase().startsWith('pt');
  const words = portuguese ? PT : EN;
  const language = portuguese ? 'pt-BR' : 'en';
  const tables = given.tables.filter(({ rows }) => rows.length > 0);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${words.title} · ${escaped(given.company)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${words.title}</h1>
<p class="meta">${escaped(given.company)} · ${words.made} <time>${given.madeAt.toISOString().slice(0, 16).replace('T', ' ')} UTC</time></p>
<p>${words.about} ${words.masked}${given.notes ? '' : ` ${words.withoutNotes}`}</p>
${said(given, words)}
${fileList(words.files, given.files, true)}
${fileList(words.left, given.left, false)}
<h2>${words.data}</h2>
${byCategory(tables, words)}
</main>
</body>
</html>
`;
}

function said({ tables }: Exported, words: Words): string {
  const messages = (tables.find(({ name }) => name === 'messages')?.rows ?? []).filter(({ text }) => Boolean(text));
  if (messages.length === 0) return '';
  const tickets = new Map(
    (tables.find(({ name }) => name === 'tickets')?.rows ?? []).map((row) => [row.id as string, row]),
  );
  const byTicket = grouped(messages, (row) => row.ticket_id as string);
  const threads = [...byTicket].map(([id, rows]) => {
    const ticket = tickets.get(id);
    const title = ticket ? `#${String(ticket.number)} ${String(ticket.subject)}` : '#';
    const lines = rows
      .toSorted((a, b) => timeOf(a.at) - timeOf(b.at))
      .map(
        (row) =>
          `<article class="${row.direction === 'in' ? 'in' : 'out'}"><p class="meta">${row.direction === 'in' ? words.you : words.us} · ${shortTime(row.at)}</p><p>${escaped(String(row.text)).replaceAll('\n', '<br>')}</p></article>`,
      );
    return `<details><summary>${escaped(title)} <span class="meta">${words.rows(rows.length)}</span></summary>${lines.join('\n')}</details>`;
  });
  return `<h2>${words.said}</h2>\n${threads.join('\n')}`;
}

function fileList(title: string, paths: string[], linked: boolean): string {
  if (paths.length === 0) return '';
  const items = paths.map((path) => {
    const name = escaped(path);
    return `<li>${linked ? `<a href="${path.split('/').map(encodeURIComponent).join('/')}">${name}</a>` : name}</li>`;
  });
  return `<h2>${title}</h2>\n<ul>${items.join('\n')}</ul>`;
}

function byCategory(tables: ExportedTable[], words: Words): string {
  return [...grouped(tables, ({ category }) => category)]
    .map(([category, of]) => {
      const items = of.map(
        ({ name, rows }) =>
          `<li><a href="data/${encodeURIComponent(name)}.json">${escaped(name)}</a> <span class="meta">${words.rows(rows.length)}</span></li>`,
      );
      return `<h3>${words.categories[category]}</h3>\n<ul>${items.join('\n')}</ul>`;
    })
    .join('\n');
}

function grouped<K, T>(rows: readonly T[], keyOf: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

const timeOf = (at: unknown): number => new Date(at as string).getTime();
const shortTime = (at: unknown): string => new Date(at as string).toISOString().slice(0, 16).replace('T', ' ');

const STYLE = `
:root{--bg:#f7f6f4;--surface:#fff;--ink:#1c1b1a;--ink-2:#5f5b57;--line:#dcd8d3;--accent:#0e6e6b}
@media (prefers-color-scheme:dark){:root{--bg:#161514;--surface:#201f1d;--ink:#f2efec;--ink-2:#aca6a0;--line:#3a3734;--accent:#3fb3ad}}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1rem 0 .25rem}
a{color:var(--accent)}.meta{color:var(--ink-2);font-size:.85rem;margin:0}
ul{margin:0;padding-left:1.2rem}li{overflow-wrap:anywhere}
details{border:1px solid var(--line);border-radius:10px;background:var(--surface);margin:.5rem 0;padding:.5rem 1rem}
summary{cursor:pointer;font-weight:600}
article{border-top:1px solid var(--line);padding:.5rem 0;overflow-wrap:anywhere}article.out{padding-left:1.5rem}article p{margin:.15rem 0}
`;
