import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Abilities } from '../contract.js';
import { PAGE_ABILITIES, PageChannel } from '../meta/page/page.channel.js';
import { PageServices } from '../meta/page/page.services.js';
import { pageSettings } from '../meta/page/page.settings.js';
import type { Platform } from '../meta/page/platform.js';
import { ChannelRegistry } from '../registry.js';
import { commentIn } from './comments.rules.js';

const MB = 1024 * 1024;
const SCOPES = 'pages_messaging, pages_manage_metadata, pages_read_engagement, pages_manage_engagement';

const MESSENGER: Platform = {
  name: 'Messenger',
  object: 'page',
  fields:
    'messages,message_echoes,message_edits,message_reactions,message_deliveries,message_reads,messaging_postbacks,messaging_referrals,feed',
  scopes: SCOPES,
  maxText: { length: 2000, measure: (text) => text.length },
  fileKind: (type) => {
    if (/^image\/(jpeg|png|gif)$/.test(type)) return { kind: 'image', maxBytes: 8 * MB };
    const family = /^(video|audio)\//.exec(type)?.[1] as 'video' | 'audio' | undefined;
    return { kind: family ?? 'file', maxBytes: 25 * MB };
  },
  metadata: true,
  profile: { fields: 'name', nameOf: ({ name }) => (typeof name === 'string' && name ? name : undefined) },
  account: { fields: 'name', nameOf: ({ name }) => String(name ?? '') },
  comment: commentIn,
  commentAnswers: 'comments',
  senderPath: ({ settings }) => encodeURIComponent(settings.pageId ?? ''),
  uploadFields: {},
};

/** Messages to a Facebook page, and comments under its posts. */
@Injectable()
export class MessengerChannel extends PageChannel implements OnModuleInit {
  readonly kind = 'messenger';
  readonly name = 'Messenger';
  readonly settings = pageSettings(
    { title: 'Page ID', where: 'Of the Facebook page: About → Page transparency.' },
    SCOPES,
  );
  readonly abilities: Abilities = {
    ...PAGE_ABILITIES,
    receipts: ['delivered', 'read'],
    maxText: 2000,
    budget: { perSecond: 40, burst: 40 },
  };
  protected readonly platform = MESSENGER;

  constructor(
    services: PageServices,
    private readonly registry: ChannelRegistry,
  ) {
    super(services);
  }

  onModuleInit(): void {
    this.registry.add(this);
  }
}
