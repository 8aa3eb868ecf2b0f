import type { ComponentChildren } from 'preact';

/** As in the console: 13:24, whatever the country. */
export const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

const LINK = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;
const ONLY_EMOJI =
  /^(?:\p{Extended_Pictographic}(?:\u200d\p{Extended_Pictographic}|\ufe0f|\p{Emoji_Modifier})*){1,3}$/u;

/** Plain text with its links. Nothing of a message is ever put in as HTML. */
export function linked(text: string): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    parts.push(text.slice(end, match.index));
    parts.push(
      <a href={match[0]} target="_blank" rel="noopener noreferrer nofollow">
        {match[0]}
      </a>,
    );
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts;
}

export const isOnlyEmoji = (text: string): boolean => ONLY_EMOJI.test(text.trim());

export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return picked.map((w) => [...(w ?? '')][0]?.toUpperCase() ?? '').join('') || '·';
}

export const givenName = (name: string): string => name.trim().split(/\s+/)[0] ?? '';

export function size(bytes: number, locale: string): string {
  const kb = Math.max(1, Math.round(bytes / 1024));
  return kb < 1024
    ? `${kb.toLocaleString(locale)} KB`
    : `${(kb / 1024).toLocaleString(locale, { maximumFractionDigits: 1 })} MB`;
}
