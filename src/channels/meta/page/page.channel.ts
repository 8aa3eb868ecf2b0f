import type {
  Abilities,
  ChannelAdapter,
  CheckStep,
  HookRequest,
  HookVerdict,
  Inbound,
  Line,
  Outbound,
  RawEnvelope,
  Sender,
  Sent,
  SettingsSchema,
  SimulatedAct,
  SimulatedWord,
  Simulator,
} from '../../contract.js';
import { accountOf } from '../app.settings.js';
import { verifyMeta } from '../signature.js';
import { inboundOf, saidBy } from './page.rules.js';
import type { PageServices } from './page.services.js';
import { pageLine } from './page.types.js';
import type { Platform } from './platform.js';

/** What both products of a page can do: a day to answer freely, a week where Meta lets people answer late. */
export const PAGE_ABILITIES = {
  html: false,
  subject: false,
  cc: false,
  replyWindowHours: 24,
  personWindow: { hours: 7 * 24, setting: 'humanAgent' },
  privateReplyHours: 7 * 24,
  wordsOnlyInPublic: true,
  typing: false,
  calls: false,
  threads: false,
  intake: 'job',
  delivery: 'send',
  undoSeconds: 0,
  quoting: true,
} as const satisfies Partial<Abilities>;

/** A line of a page: private messages, and what is said under its posts. The two products differ in their `platform`. */
export abstract class PageChannel implements ChannelAdapter {
  abstract readonly kind: string;
  abstract readonly name: string;
  abstract readonly settings: SettingsSchema;
  abstract readonly abilities: Abilities;
  protected abstract readonly platform: Platform;
  readonly hooks = ['meta'];

  constructor(protected readonly services: PageServices) {}

  verify(request: HookRequest, line: Line): HookVerdict {
    const page = pageLine(line);
    return verifyMeta(request, this.services.secrets.of(page), page.settings.verifyToken, saidBy);
  }

  normalize(envelope: RawEnvelope, line: Line): Inbound[] {
    return inboundOf(envelope, pageLine(line).settings, this.platform);
  }

  fetchFile(reference: string, line: Line, maxBytes: number): Promise<Buffer> {
    return this.services.graph.stored(accountOf(pageLine(line).settings), reference, maxBytes);
  }

  async nameOf({ value }: Sender, line: Line): Promise<string | undefined> {
    const account = accountOf(pageLine(line).settings);
    if (account.simulated) return this.services.simulator.nameOf(value);
    if (!account.token) return undefined;
    const { fields, nameOf } = this.platform.profile;
    const path = `${encodeURIComponent(value)}?fields=${fields}`;
    return nameOf(await this.services.graph.getSoon<Record<string, unknown>>(account, path));
  }

  send(outbound: Outbound, line: Line): Promise<Sent> {
    return this.services.sender.send(outbound, pageLine(line), this.platform);
  }

  check(line: Line): Promise<CheckStep[]> {
    return this.services.checker.check(pageLine(line), this.platform);
  }

  simulate(line: Line, what: SimulatedWord): Promise<void> {
    return this.services.simulator.knock(pageLine(line), this.platform, what);
  }

  acts(line: Line): readonly SimulatedAct[] {
    if (!pageLine(line).settings.simulated) return [];
    const { receipts } = this.abilities;
    return [
      'text',
      'picture',
      'location',
      'button',
      'quote',
      'reaction',
      'edit',
      'unsend',
      ...receipts,
      'comment',
      'mention',
    ];
  }

  playProvider(options: { port: number; worst: boolean; tell(line: string): void }): Promise<Simulator> {
    return this.services.simulator.open(this.platform, options);
  }
}
