import type { CannedReply } from '../../../api/tickets.types';

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Those in which every word that is looked for stands, whatever its accents. */
export function found(replies: readonly CannedReply[], typed: string): CannedReply[] {
  const words = plain(typed).replaceAll('/', ' ').split(/\s+/).filter(Boolean);
  return replies.filter(({ shortcut, title, text }) => {
    const whole = plain(`${shortcut} ${title} ${text}`);
    return words.every((word) => whole.includes(word));
  });
}

/** `me`, `all`, or the id of a team: whom a reply is for, as one choice. */
export const audienceOf = ({ personal, teamId }: Partial<CannedReply>): string => (personal ? 'me' : (teamId ?? 'all'));

export const ofAudience = (audience: string): { personal: boolean; teamId: string | null } => ({
  personal: audience === 'me',
  teamId: audience === 'me' || audience === 'all' ? null : audience,
});
