import type { Outbound } from '../../contract.js';
import type { MailLanguage } from '../email.settings.js';

/** The nearest messages are what people look for; the whole thread would grow with every answer. */
const MAX_QUOTED = 3;
const MAX_CHARS = 20_000;

interface Words {
  marker: string;
  wrote(from: string, at: string): string;
}

const WORDS: Record<MailLanguage, Words> = {
  en: { marker: '##- Please write your answer above this line -##', wrote: (from, at) => `On ${at}, ${from} wrote:` },
  'pt-BR': {
    marker: '##- Escreva a sua resposta acima desta linha -##',
    wrote: (from, at) => `Em ${at}, ${from} escreveu:`,
  },
};

/** Earlier messages below the answer, only where the core says that every recipient has seen them. */
export function quotedText(history: Outbound['history'], language: MailLanguage): string {
  if (history.length === 0) return '';
  const words = WORDS[language];
  const quotes = history
    .slice(0, MAX_QUOTED)
    .map(
      ({ from, at, text }) =>
        `${words.wrote(oneLine(from), stamp(at))}\n${text.slice(0, MAX_CHARS).replace(/^/gm, '> ')}`,
    );
  return `\n\n${words.marker}\n\n${quotes.join('\n\n')}`;
}

export function quotedHtml(history: Outbound['history'], language: MailLanguage): string {
  if (history.length === 0) return '';
  const words = WORDS[language];
  const quotes = history
    .slice(0, MAX_QUOTED)
    .map(
      ({ from, at, text }) =>
        `<div>${escapeHtml(words.wrote(oneLine(from), stamp(at)))}</div>` +
        `<blockquote type="cite" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">${htmlFromText(text.slice(0, MAX_CHARS))}</blockquote>`,
    );
  return `<div class="gmail_quote"><div style="color:#888;font-size:12px">${escapeHtml(words.marker)}</div>${quotes.join('')}</div>`;
}

export const htmlFromText = (text: string): string => escapeHtml(text).replace(/\r?\n/g, '<br>\n');

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const stamp = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
