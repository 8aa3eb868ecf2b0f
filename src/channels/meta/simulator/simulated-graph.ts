import { randomToken } from '../../../platform/crypto/tokens.js';

/** What Meta would answer, for a line that is only tried: everything is taken, and nothing leaves this server. */
export function simulatedAnswer(method: 'GET' | 'POST', path: string): object {
  const [, what = ''] = path.split('?')[0]!.split('/');
  const id = randomToken().slice(0, 24);
  if (what === 'published_posts') return { data: [] };
  const mentioned = /mentioned_(media|comment)/.exec(path)?.[1];
  if (method === 'GET' && mentioned) return { username: 'simulated', [`mentioned_${mentioned}`]: MENTIONED };
  if (method === 'GET') return { id, name: 'Simulated', username: 'simulated' };
  if (what === 'messages') return { message_id: `m_${id}`, messages: [{ id: `wamid.${id}` }] };
  return what === 'message_attachments' ? { attachment_id: id } : { id };
}

const MENTIONED = {
  text: 'Have a look at @simulated',
  caption: 'Thanks to @simulated',
  username: 'ana.souza',
  permalink: 'https://www.instagram.com/p/simulated/',
};
