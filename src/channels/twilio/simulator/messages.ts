import { createHash } from 'node:crypto';
import { SAMPLE_PICTURE } from '../../sample-picture.js';
import { refusal, sid, type Call, type Reply, type SimulatedTwilio, type Webhook } from './simulated-twilio.js';

/** Numbers that fail in a known way, as in Twilio's own test accounts. */
const MAGIC: Record<string, [code: number, message: string]> = {
  '+15005550001': [21211, `The 'To' number is not a valid phone number.`],
  '+15005550002': [21612, `The 'To' phone number is not currently reachable via SMS.`],
  '+15005550003': [21408, 'Permission to send an SMS has not been enabled for the region.'],
  '+15005550004': [21610, 'Attempt to send to unsubscribed recipient'],
  '+15005550009': [21614, `'To' number is not a valid mobile number`],
};
/** Accepted, and then not delivered: an unknown number, a phone that is off. */
const UNDELIVERED: Record<string, string> = { '+15005550005': '30005', '+15005550008': '30003' };

const REMEMBERED = 5_000;
const WINDOW_MS = 24 * 3_600_000;
/** WhatsApp through Twilio: addresses begin so. */
const WHATSAPP = 'whatsapp:';

/** A text that WhatsApp was asked to approve, as the Content API has it. */
export interface SimulatedContent {
  sid: string;
  friendly_name: string;
  language: string;
  variables: Record<string, string>;
  types: Record<string, { body: string; actions?: { title: string; id?: string; url?: string }[] }>;
  approval_requests: { name: string; category: string; status: string };
}

const content = (at: string, name: string, language: string, body: string, status: string): SimulatedContent => ({
  sid: `HX${at.repeat(32)}`,
  friendly_name: name,
  language,
  variables: { 1: 'Ana', 2: language === 'en' ? 'Monday at 9' : 'segunda às 9h' },
  types: { 'twilio/quick-reply': { body, actions: [{ title: language === 'en' ? 'That suits me' : 'Combinado' }] } },
  approval_requests: { name, category: 'UTILITY', status },
});

export interface SimulatedMessage {
  sid: string;
  account: string;
  direction: 'inbound' | 'outbound-api';
  from: string | null;
  to: string;
  body: string;
  media: string[];
  service: string | null;
  status: string;
  error: string | null;
  at: Date;
}

export interface CustomerWord {
  /** Where the number's webhook points. */
  url: string;
  from: string;
  to: string;
  body: string;
  name?: string;
  media?: { type: string; content: Buffer }[];
  /** What else the channel sends with it. */
  more?: Record<string, string>;
}

/** Messages of a simulated Twilio: what we send, and what customers write. */
export class SimulatedMessages {
  readonly all: SimulatedMessage[] = [];
  contents: SimulatedContent[] = [
    content('1', 'visit_reminder', 'en', 'Hello {{1}}, our technician comes on {{2}}.', 'approved'),
    content('2', 'lembrete_visita', 'pt_BR', 'Olá {{1}}, nosso técnico chega {{2}}.', 'approved'),
    content('3', 'spring_offer', 'en', 'Hello {{1}}, see what is new {{2}}.', 'pending'),
  ];
  /** Told of each that we send. */
  onSent: (message: SimulatedMessage) => void = () => undefined;
  private readonly files = new Map<string, { type: string; content: Buffer }>();
  private readonly optedOut = new Set<string>();

  constructor(private readonly twilio: SimulatedTwilio) {
    twilio.on('POST', /^\/Messages\.json$/, (call) => this.create(call));
    twilio.on('GET', /^\/Messages\.json$/, (call) => this.list(call));
    twilio.on('GET', /^\/Messages\/(\w+)\.json$/, (call, [, id]) => this.get(call, id!));
    twilio.on('GET', /^\/Messages\/\w+\/Media\/(\w+)$/, (_, [, id]) => this.media(id!));
    twilio.on('GET', /^\/v1\/ContentAndApprovals$/, () => ({
      status: 200,
      body: { contents: this.contents, meta: { key: 'contents', page: 0, page_size: 500, next_page_url: null } },
    }));
    twilio.on('GET', /^\.json$/, ({ account }) => ({
      status: 200,
      body: { sid: account, friendly_name: 'Simulated account', status: 'active', type: 'Full' },
    }));
    twilio.on('GET', /^\/IncomingPhoneNumbers\.json$/, ({ account, query }) => ({
      status: 200,
      body: {
        incoming_phone_numbers: [
          {
            sid: sid('PN'),
            account_sid: account,
            phone_number: query.PhoneNumber,
            capabilities: { sms: true, mms: true, voice: true, fax: false },
            sms_url: null,
            sms_method: 'POST',
          },
        ],
        ...PAGE,
      },
    }));
  }

  /** A customer writes. Their STOP and START are remembered, as Twilio does. */
  async write(account: string, word: CustomerWord): Promise<string> {
    const id = sid(word.media?.length ? 'MM' : 'SM');
    const media = (word.media ?? []).map((file) => this.keep(file));
    this.remember({
      sid: id,
      account,
      direction: 'inbound',
      from: word.from,
      to: word.to,
      body: word.body,
      media,
      service: null,
      status: 'received',
      error: null,
      at: this.twilio.around.now(),
    });
    const optOut = this.optOut(word);
    const base = `https://api.twilio.com/2010-04-01/Accounts/${account}/Messages/${id}/Media/`;
    const params: Record<string, string> = {
      ToCountry: 'US',
      SmsMessageSid: id,
      NumMedia: String(media.length),
      SmsSid: id,
      SmsStatus: 'received',
      Body: word.body,
      To: word.to,
      NumSegments: '1',
      MessageSid: id,
      AccountSid: account,
      From: word.from,
      ApiVersion: '2010-04-01',
      ...(word.name && { ProfileName: word.name }),
      ...(optOut && { OptOutType: optOut }),
      ...Object.fromEntries(media.map((file, at) => [`MediaUrl${at}`, base + file])),
      ...Object.fromEntries((word.media ?? []).map(({ type }, at) => [`MediaContentType${at}`, type])),
      ...word.more,
    };
    await this.twilio.bring(account, [{ url: word.url, params }]);
    return id;
  }

  file(url: string): Buffer | undefined {
    return this.fileOf(new URL(url).pathname.split('/').at(-1) ?? '')?.content;
  }

  private create({ account, form }: Call): Reply {
    const value = (name: string): string => [form[name] ?? ''].flat()[0]!;
    const [to, body, media] = [value('To'), value('Body'), [form.MediaUrl ?? []].flat()];
    const bare = to.replace(/^\w+:/, '');
    const template = this.contents.find(({ sid: one }) => one === value('ContentSid'));
    if (value('ContentSid') && !template) return refusal(400, 21655, 'The ContentSid is invalid.');
    if (!to) return refusal(400, 21604, `A 'To' phone number is required.`);
    if (!/^(\+\d{6,15}|[A-Z]{2}\.\w+)$/.test(bare))
      return refusal(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
    if (!value('From') && !value('MessagingServiceSid')) return refusal(400, 21603, `A 'From' number is required.`);
    if (!body && media.length === 0 && !value('ContentSid')) {
      return refusal(400, 21619, 'A text message body or media urls must be specified.');
    }
    if (body.length > 1600) return refusal(400, 21617, 'The concatenated message body exceeds 1600 characters.');
    if (media.length > 10) return refusal(400, 21623, 'Number of media files exceeds the allowed limit of 10.');
    const magic = MAGIC[bare];
    if (magic) return refusal(400, ...magic);
    if (this.optedOut.has(`${to} ${value('From')}`))
      return refusal(400, 21610, 'Attempt to send to unsubscribed recipient');
    const message: SimulatedMessage = {
      sid: sid(media.length ? 'MM' : 'SM'),
      account,
      direction: 'outbound-api',
      from: value('From') || null,
      to,
      body: template ? filledIn(template, value('ContentVariables')) : body,
      media,
      service: value('MessagingServiceSid') || null,
      status: 'queued',
      error: null,
      at: this.twilio.around.now(),
    };
    this.remember(message);
    this.onSent(message);
    return {
      status: 201,
      body: resource(message),
      then: this.receipts(message, value('StatusCallback'), template !== undefined),
    };
  }

  private receipts(message: SimulatedMessage, url: string, approved: boolean): Webhook[] {
    const onWhatsapp = message.to.startsWith(WHATSAPP);
    const closed = onWhatsapp && !approved && !this.isOpen(message);
    const error = closed ? '63016' : UNDELIVERED[message.to.replace(WHATSAPP, '')];
    const arrived = onWhatsapp ? ['sent', 'delivered', 'read'] : ['sent', 'delivered'];
    const states = closed ? ['failed'] : error ? ['sent', 'undelivered'] : arrived;
    Object.assign(message, { status: states.at(-1), error: error ?? null });
    if (!url) return [];
    return states.map((status) => ({
      url,
      params: {
        SmsSid: message.sid,
        SmsStatus: status,
        MessageStatus: status,
        To: message.to,
        MessageSid: message.sid,
        AccountSid: message.account,
        From: message.from ?? '',
        ApiVersion: '2010-04-01',
        ...(/undelivered|failed/.test(status) && error && { ErrorCode: error }),
      },
    }));
  }

  /** Whether the customer wrote within a day. Of whom it knows nothing, such as those of the demo, it believes so. */
  private isOpen({ account, to }: SimulatedMessage): boolean {
    const last = this.all.findLast((one) => one.account === account && one.direction === 'inbound' && one.from === to);
    return last === undefined || this.twilio.around.now().getTime() - last.at.getTime() < WINDOW_MS;
  }

  private list({ account, query }: Call): Reply {
    const found = this.all.filter(
      (one) =>
        one.account === account && (!query.To || one.to === query.To) && (!query.From || one.from === query.From),
    );
    const size = Number(query.PageSize ?? 50);
    return { status: 200, body: { messages: found.toReversed().slice(0, size).map(resource), ...PAGE } };
  }

  private get({ account }: Call, id: string): Reply {
    const found = this.all.find((one) => one.account === account && one.sid === id);
    return found ? { status: 200, body: resource(found) } : refusal(404, 20404, `The message ${id} was not found`);
  }

  private media(id: string): Reply {
    const found = this.fileOf(id);
    return found
      ? { status: 200, body: found.content, type: found.type }
      : refusal(404, 20404, `The media ${id} was not found`);
  }

  private keep(file: { type: string; content: Buffer }): string {
    const id = `ME${createHash('md5').update(file.content).digest('hex')}`;
    this.files.set(id, file);
    return id;
  }

  private fileOf(id: string): { type: string; content: Buffer } | undefined {
    const sample = `ME${createHash('md5').update(SAMPLE_PICTURE.content).digest('hex')}`;
    return this.files.get(id) ?? (id === sample ? SAMPLE_PICTURE : undefined);
  }

  private optOut({ from, to, body }: CustomerWord): 'STOP' | 'START' | undefined {
    const word = body.trim().toUpperCase();
    if (/^(STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT)$/.test(word)) {
      this.optedOut.add(`${from} ${to}`);
      return 'STOP';
    }
    if (!/^(START|UNSTOP)$/.test(word)) return undefined;
    this.optedOut.delete(`${from} ${to}`);
    return 'START';
  }

  private remember(message: SimulatedMessage): void {
    this.all.push(message);
    if (this.all.length > REMEMBERED) this.all.shift();
  }
}

function filledIn({ types }: SimulatedContent, variables: string): string {
  const values = JSON.parse(variables || '{}') as Record<string, string>;
  const body = Object.values(types)[0]?.body ?? '';
  return body.replace(/\{\{(\w+)\}\}/g, (as, name: string) => values[name] ?? as);
}

const PAGE = { page: 0, page_size: 50, next_page_uri: null, previous_page_uri: null, first_page_uri: '', uri: '' };

const stamp = (at: Date): string => at.toUTCString().replace('GMT', '+0000');

const resource = (one: SimulatedMessage): Record<string, unknown> => ({
  account_sid: one.account,
  api_version: '2010-04-01',
  body: one.body,
  date_created: stamp(one.at),
  date_sent: stamp(one.at),
  date_updated: stamp(one.at),
  direction: one.direction,
  error_code: one.error ? Number(one.error) : null,
  error_message: null,
  from: one.from,
  messaging_service_sid: one.service,
  num_media: String(one.media.length),
  num_segments: '1',
  price: null,
  price_unit: 'USD',
  sid: one.sid,
  status: one.status,
  subresource_uris: { media: `/2010-04-01/Accounts/${one.account}/Messages/${one.sid}/Media.json` },
  to: one.to,
  uri: `/2010-04-01/Accounts/${one.account}/Messages/${one.sid}.json`,
});
