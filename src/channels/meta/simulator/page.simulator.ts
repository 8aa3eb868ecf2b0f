import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.js';
import { randomToken, sha256 } from '../../../platform/crypto/tokens.js';
import type { SimulatedWord, Simulator } from '../../contract.js';
import { WORST } from '../../simulated-provider.js';
import type { Messaging, PageLine } from '../page/page.types.js';
import type { Platform } from '../page/platform.js';
import { Knocking } from './knocking.js';
import { PageApiServer, type Customer, type SentMessage } from './page-api.server.js';
import { takesWebhook } from './webhook-line.js';

const SIMULATED = { token: 'simulated-token', appSecret: 'simulated-app-secret', pageId: '5500010' };
const ANA: Customer = { id: '5500011', name: 'Ana Souza' };
const POST = '5500010_5500012';
const PICTURE = 'https://scontent.fbcdn.net/simulated.png';

@Injectable()
export class PageSimulator {
  constructor(
    private readonly door: Knocking,
    private readonly clock: Clock,
  ) {}

  /** Of those who wrote from the settings page: their provider would know. */
  private readonly names = new Map<string, string>();

  nameOf(id: string): string | undefined {
    return this.names.get(id);
  }

  /** What Meta would post, signed, at the same door. */
  knock(line: PageLine, { object }: Platform, word: SimulatedWord): Promise<void> {
    const { pageId = SIMULATED.pageId } = line.settings;
    const id = word.about?.customer ?? String(Number.parseInt(sha256(word.address).slice(0, 12), 16));
    if (!word.about) this.names.set(id, word.name);
    const timestamp = this.clock.millis();
    const change = publicly(word, object, { id, pageId });
    if (change) return this.door.knock(line, { object, entry: [{ id: pageId, time: timestamp, changes: [change] }] });
    const event = { sender: { id }, recipient: { id: pageId }, timestamp, ...this.eventOf(word, object) };
    return this.door.knock(line, { object, entry: [{ id: pageId, time: timestamp, messaging: [event] }] });
  }

  private eventOf({ text, act = 'text', about }: SimulatedWord, object: string): Messaging {
    const mid = `m_${randomToken().slice(0, 24)}`;
    const earlier = about?.externalId ?? '';
    switch (act) {
      case 'picture':
        return { message: { mid, text, attachments: [{ type: 'image', payload: { url: PICTURE } }] } };
      case 'location':
        return {
          message: {
            mid,
            attachments: [{ type: 'location', payload: { coordinates: { lat: -23.5505, long: -46.6333 } } }],
          },
        };
      case 'button':
        return { postback: { mid, title: text, payload: 'button' } };
      case 'quote':
        return { message: { mid, text, reply_to: { mid: earlier } } };
      case 'reaction':
        return { reaction: { mid: earlier, action: 'react', emoji: '❤️' } };
      case 'edit':
        return { message_edit: { mid: earlier, text } };
      case 'unsend':
        return { message: { mid: earlier, is_deleted: true } };
      case 'delivered':
        return { delivery: { mids: [earlier] } };
      case 'read':
        return { read: object === 'page' ? { watermark: this.clock.millis() } : { mid: earlier } };
      default:
        return { message: { mid, text } };
    }
  }

  async open(
    { object, maxText }: Platform,
    { port, worst, tell }: { port: number; worst: boolean; tell(line: string): void },
  ): Promise<Simulator> {
    const told = ({ to, text }: SentMessage): void => tell(`→ ${to ? '' : '[in public] '}${text || '[file]'}`);
    const api = await PageApiServer.open({
      ...SIMULATED,
      port,
      object,
      maxText,
      nowMs: () => this.clock.millis(),
      tell: told,
      tellPost: ({ message, link }) => tell(`→ [post] ${message}${link ? ` ${link}` : ''}`),
    });
    if (worst) Object.assign(api.modes, WORST);
    const { token, appSecret, pageId } = SIMULATED;
    return {
      hint: `Graph API: ${api.url}   access token: ${token}   app secret: ${appSecret}   ID: ${pageId}
Enter them in the line's settings; start the desk with EGRESS_ALLOW=127.0.0.1. Then write here: first the line's webhook (its page shows it), then what the customer says. “# words” says them under a post, “@ words” in a post of their own that names you${object === 'page' ? ', “+ words” recommends the page and “- words” does not' : ''}.`,
      say: async (text) => {
        if (takesWebhook(api, text)) return tell('Webhooks go there.');
        const words = text.slice(1).trim();
        if (text.startsWith('#')) api.comment(ANA, words, { post: api.posts[0]?.id ?? POST });
        else if (text.startsWith('@')) api.mention(ANA, words);
        else if (text.startsWith('+')) api.recommends(ANA, 'POSITIVE', words);
        else if (text.startsWith('-')) api.recommends(ANA, 'NEGATIVE', words);
        else api.says(ANA, text);
        await api.deliver();
      },
      close: () => api.close(),
    };
  }
}

/** What is said where everybody reads it comes as a change of the page, not as a message. */
function publicly(
  { act, name, text }: SimulatedWord,
  object: string,
  { id, pageId }: { id: string; pageId: string },
): { field: string; value: object } | undefined {
  const said = String(Number.parseInt(sha256(randomToken()).slice(0, 12), 16));
  if (act === 'mention') {
    // The other product says only where; the words are asked for.
    if (object !== 'page') return { field: 'mentions', value: { media_id: said } };
    const sender = { sender_id: id, sender_name: name };
    return {
      field: 'mention',
      value: { item: 'post', verb: 'add', post_id: `${id}_${said}`, message: text, ...sender },
    };
  }
  if (act !== 'comment') return undefined;
  if (object !== 'page')
    return { field: 'comments', value: { id: said, text, from: { id, username: name }, media: { id: pageId } } };
  const post = `${pageId}_5500012`;
  const where = { comment_id: `5500012_${said}`, post_id: post, parent_id: post };
  return { field: 'feed', value: { item: 'comment', verb: 'add', message: text, from: { id, name }, ...where } };
}
