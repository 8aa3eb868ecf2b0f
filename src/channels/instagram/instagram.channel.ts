import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Abilities, Inbound, InboundMessage, Line } from '../contract.js';
import { accountOf } from '../meta/app.settings.js';
import { failureOf } from '../meta/page/failure.rules.js';
import { PAGE_ABILITIES, PageChannel } from '../meta/page/page.channel.js';
import { PageServices } from '../meta/page/page.services.js';
import { pageLine } from '../meta/page/page.types.js';
import { attachmentsOf, bareComment, type Platform } from '../meta/page/platform.js';
import { ChannelRegistry } from '../registry.js';
import { commentIn } from './comments.rules.js';
import { instagramSettings } from './instagram.settings.js';
import { mentionIn, mentionOf, questionOf, told, type Mention, type MentionAnswer } from './mentions.rules.js';
import { TokenRenewal } from './token-renewal.service.js';

const MB = 1024 * 1024;
const SCOPES = 'instagram_basic, instagram_manage_messages, instagram_manage_comments, pages_manage_metadata';

const INSTAGRAM: Platform = {
  name: 'Instagram',
  object: 'instagram',
  // What both ways of connecting know; echoes come among the messages. The rest is chosen in the app's own settings.
  fields: 'messages,messaging_postbacks,message_reactions',
  scopes: SCOPES,
  maxText: { length: 1000, measure: (text) => Buffer.byteLength(text) },
  files: [
    { kind: 'image', types: ['image/jpeg', 'image/png', 'image/gif'], maxBytes: 8 * MB },
    { kind: 'video', types: ['video/mp4', 'video/quicktime', 'video/webm', 'video/ogg'], maxBytes: 25 * MB },
    { kind: 'audio', types: ['audio/aac', 'audio/mp4', 'audio/mpeg', 'audio/wav'], maxBytes: 25 * MB },
    { kind: 'file', types: ['application/pdf'], maxBytes: 25 * MB },
  ],
  metadata: false,
  profile: {
    fields: 'name,username',
    nameOf: ({ name, username }) =>
      [name, username].find((one): one is string => typeof one === 'string' && one !== ''),
  },
  account: { fields: 'username', nameOf: ({ username }) => `@${String(username ?? '')}` },
  change: (field, value, { pageId }) => (field === 'mentions' ? mentionIn(value) : commentIn(field, value, pageId)),
  answerInPublic: (comment, message, { settings }) => {
    const mention = mentionOf(comment);
    if (!mention) return { path: `${encodeURIComponent(comment)}/replies`, body: { message } };
    const where = { media_id: mention.media, ...(mention.comment && { comment_id: mention.comment }) };
    return { path: `${encodeURIComponent(settings.pageId ?? '')}/mentions`, body: { ...where, message } };
  },
  senderPath: () => 'me',
  uploadFields: { platform: 'instagram' },
};

/** Messages to an Instagram account, answers to its stories, comments under its posts, and who names it elsewhere. */
@Injectable()
export class InstagramChannel extends PageChannel implements OnModuleInit {
  readonly kind = 'instagram';
  readonly name = 'Instagram';
  readonly settings = instagramSettings(SCOPES);
  readonly abilities: Abilities = {
    ...PAGE_ABILITIES,
    attachments: attachmentsOf(INSTAGRAM.files),
    receipts: ['read'],
    maxText: 1000,
    budget: { perSecond: 10, burst: 20 },
  };
  protected readonly platform = INSTAGRAM;

  constructor(
    services: PageServices,
    private readonly registry: ChannelRegistry,
    private readonly renewal: TokenRenewal,
  ) {
    super(services);
  }

  onModuleInit(): void {
    this.registry.add(this);
  }

  async complete(inbound: Inbound[], line: Line): Promise<Inbound[]> {
    return Promise.all(
      inbound.map((thing) => {
        const mention = thing.type === 'message' && mentionOf(bareComment(thing.externalId ?? ''));
        return mention ? this.asked(thing, mention, line) : thing;
      }),
    );
  }

  private async asked(message: InboundMessage, mention: Mention, line: Line): Promise<Inbound> {
    const { settings } = pageLine(line);
    if (!settings.simulated && !settings.token) return message;
    const path = `${encodeURIComponent(settings.pageId ?? 'me')}?fields=${questionOf(mention)}`;
    try {
      return told(message, mention, await this.services.graph.get<MentionAnswer>(accountOf(settings), path));
    } catch (error) {
      const failure = failureOf(error, INSTAGRAM.name);
      // Taken back, or where we may not look: then there is nothing to tell but that there was one.
      if (failure.kind === 'permanent') return message;
      throw failure;
    }
  }

  upkeep(line: Line, at: Date): ReturnType<TokenRenewal['renew']> {
    return this.renewal.renew(pageLine(line), at);
  }
}
