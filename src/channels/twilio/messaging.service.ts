import { Injectable } from '@nestjs/common';
import { isId } from '../../platform/ids.js';
import { SendFailure, type HookRequest, type HookVerdict, type Line, type Outbound } from '../contract.js';
import { fileProblems, problemInWords, type FileLimits } from '../delivery/attachment-limits.rules.js';
import { TwilioAccounts } from './accounts.service.js';
import { TwilioClients } from './clients.service.js';
import { sendFailure } from './failure.rules.js';
import { HookUrls } from './hook-urls.service.js';
import type { WebhookMeta } from './inbound.rules.js';
import { MediaLinks } from './media-links.service.js';
import { NOTHING_TO_SAY } from './nothing-to-say.js';
import { signedByTwilio } from './signature.js';

/** So many of the newest messages to somebody are looked at when an answer was lost. */
const LOOK_AT = 50;

/** To whom, and from where: a number, or a service that has several. */
export interface Envelope {
  to: string;
  from?: string;
  messagingServiceSid?: string;
}

/** What is asked of Twilio for one message, beside to whom. */
export interface Content {
  body?: string;
  contentSid?: string;
  contentVariables?: string;
  smartEncoded?: boolean;
}

/** Messages over Twilio, whatever carries them in the end. */
@Injectable()
export class TwilioMessaging {
  constructor(
    private readonly accounts: TwilioAccounts,
    private readonly clients: TwilioClients,
    private readonly media: MediaLinks,
    private readonly urls: HookUrls,
  ) {}

  /**
   * Files that Twilio fetches, messages that come in, and what became of ours. `at`: the path of what comes in; `isOurs`:
   * whether it was written to this line.
   */
  async verify(
    request: HookRequest,
    line: Line,
    { at, isOurs }: { at: string; isOurs: (to: string) => boolean },
  ): Promise<HookVerdict> {
    const file = await this.media.answer(request, line);
    if (file) return file;
    const params = await signedByTwilio(request, this.accounts.of(line));
    if (!params?.MessageSid) return { verdict: 'refuse' };
    if (request.path === at && isOurs(params.To ?? '')) {
      const meta: WebhookMeta = { kind: 'message' };
      return {
        verdict: 'accept',
        key: params.MessageSid,
        saidBy: params.From,
        meta: { ...meta },
        reply: NOTHING_TO_SAY,
      };
    }
    if (request.path === 'message-status') {
      const { message } = request.query;
      const meta: WebhookMeta = { kind: 'status', ...(message && isId(message) && { message }) };
      const key = `${params.MessageSid}.${params.MessageStatus ?? ''}`;
      return { verdict: 'accept', key, meta: { ...meta }, reply: NOTHING_TO_SAY };
    }
    return { verdict: 'refuse' };
  }

  /** Throws `SendFailure`. Gives Twilio's id. */
  async send(
    line: Line,
    outbound: Pick<Outbound, 'messageId' | 'files'> & { part?: number },
    envelope: Envelope,
    content: Content,
    limits: Omit<FileLimits, 'outbound'>,
  ): Promise<string> {
    const { files, messageId, part = 0 } = outbound;
    const [problem] = fileProblems(files, { ...limits, outbound: true });
    if (problem) throw new SendFailure('permanent', problemInWords(problem));
    return this.create(line, {
      ...envelope,
      ...content,
      ...(files.length > 0 && { mediaUrl: files.map((file) => this.media.link(line, file.id)) }),
      // Later parts are found by the ids that they got.
      statusCallback: this.urls.told(line.id, 'message-status', part === 0 ? { message: messageId } : {}),
    });
  }

  /** Without a message of ours behind it: a page to somebody of the house, a test. */
  async create(
    line: Line,
    message: Envelope & Content & { mediaUrl?: string[]; statusCallback?: string },
  ): Promise<string> {
    try {
      const { sid } = await this.clients.call(line, (client) => client.messages.create(message));
      return sid;
    } catch (error) {
      throw sendFailure(error);
    }
  }

  /** Looks among the newest to somebody for the same words under an id that no earlier message of ours has. */
  async reconcile(
    line: Line,
    { references, text, at }: Pick<Outbound, 'references' | 'text' | 'at'>,
    to: string,
  ): Promise<{ accepted: string } | 'not-accepted' | 'unknown'> {
    const newest = await this.clients.call(line, (client) =>
      client.messages.list({ to, limit: LOOK_AT, pageSize: LOOK_AT }),
    );
    const oldest = newest.at(-1)?.dateCreated;
    const ours = newest.filter(
      ({ sid, body, direction }) =>
        direction.startsWith('outbound') && !references.includes(sid) && sameWords(body, text),
    );
    if (ours.length === 1) return { accepted: ours[0]!.sid };
    const sawAll = newest.length < LOOK_AT || (oldest && oldest < at);
    return ours.length === 0 && sawAll ? 'not-accepted' : 'unknown';
  }
}

/** Trial accounts put a sentence before the text, and ends are trimmed. */
const sameWords = (theirs: string, ours: string): boolean => theirs.trim().endsWith(ours.trim());
