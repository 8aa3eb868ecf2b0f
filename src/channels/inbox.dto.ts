import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import type { Inbox, LastCheck } from '../conversations/inbox.entity.js';
import { Nested } from '../platform/http/nested.decorator.js';
import { SIMULATED_ACTS, type ChannelAdapter, type SimulatedAct } from './contract.js';
import { PLAY_MODES, type PlayMode } from './hooks.service.js';

export class BudgetBody {
  @IsNumber()
  @Min(0.01)
  @Max(1000)
  perSecond!: number;

  /** How many may leave at once after a quiet time. */
  @IsInt()
  @Min(1)
  @Max(10_000)
  burst!: number;
}

export class CreateInbox {
  /** Kind of the channel, as `GET /channels` lists them. */
  @IsString()
  @MaxLength(40)
  channel!: string;

  @IsString()
  @MinLength(1)
  @MaxLength(120)
  name!: string;

  /** Where the channel has one: the mail address or number that customers use. */
  @IsOptional()
  @IsString()
  @MaxLength(254)
  address?: string;

  /** After the schema of the channel. */
  @IsOptional()
  @IsObject()
  settings?: Record<string, unknown>;

  /** How fast it sends, instead of what `GET /channels` says in `abilities.budget`. */
  @IsOptional()
  @Nested(() => BudgetBody)
  budget?: BudgetBody;

  /** The team that gets what comes in. */
  @IsOptional()
  @IsUUID()
  teamId?: string;
}

export class ChangeInbox {
  @IsInt()
  @Min(1)
  version!: number;

  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(120)
  name?: string;

  @IsOptional()
  @IsString()
  @MaxLength(254)
  address?: string;

  /** Only what changes; a secret that is left out stays. */
  @IsOptional()
  @IsObject()
  settings?: Record<string, unknown>;

  /** How fast it sends; null: as its kind of line does. */
  @IsOptional()
  @Nested(() => BudgetBody)
  budget?: BudgetBody | null;

  @IsOptional()
  @IsUUID()
  teamId?: string | null;

  @IsOptional()
  @IsIn(['active', 'paused'])
  state?: 'active' | 'paused';
}

export class SimulateMessage {
  @IsOptional()
  @IsString()
  @MaxLength(120)
  name?: string;

  @IsOptional()
  @IsString()
  @MaxLength(254)
  address?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  subject?: string;

  @IsOptional()
  @IsString()
  @MaxLength(5000)
  text?: string;
}

/** What the provider of a simulated line brings. */
export class PlayBody extends SimulateMessage {
  @IsIn(SIMULATED_ACTS)
  act!: SimulatedAct;

  /** `worst`: five times, shuffled and at once; `forged`: changed on the way, so that it must be turned away. */
  @IsOptional()
  @IsIn(PLAY_MODES)
  mode?: PlayMode;
}

export class PlayedView {
  @ApiProperty({ description: 'Calls that were taken; a repeat is taken and changes nothing.' }) taken!: number;
  @ApiProperty({ description: 'Calls that were turned away.' }) refused!: number;
}

export class ActsView {
  @ApiProperty({ enum: SIMULATED_ACTS, isArray: true, description: 'Empty where the line is not simulated.' })
  acts!: readonly SimulatedAct[];
}

export class WebhookUrlView {
  @ApiProperty() name!: string;
  @ApiProperty() url!: string;
}

export class InboxView {
  @ApiProperty() id!: string;
  @ApiProperty() channel!: string;
  @ApiProperty() name!: string;
  @ApiPropertyOptional() address?: string;
  @ApiPropertyOptional({ description: 'Chat: what the script tag names.' }) publicKey?: string;
  @ApiPropertyOptional({ description: 'Where the provider delivers.' }) webhookUrl?: string;
  @ApiPropertyOptional({ type: [WebhookUrlView], description: 'What to enter at the provider’s, exactly.' })
  webhooks?: WebhookUrlView[];
  @ApiProperty({ type: Object }) settings!: Record<string, unknown>;
  @ApiProperty({ description: 'Names of the secrets that are stored.', type: [String] }) secretsSet!: string[];
  @ApiProperty({ type: BudgetBody, nullable: true, description: 'How fast it sends, where somebody set that.' })
  budget!: BudgetBody | null;
  @ApiProperty({ type: String, nullable: true }) teamId!: string | null;
  @ApiProperty({ enum: ['active', 'paused', 'failing'] }) state!: string;
  @ApiProperty({ type: String, nullable: true, description: 'What does not work, in words.' }) problem!: string | null;
  @ApiProperty({ type: () => CheckView, nullable: true, description: 'The last live check.' })
  lastCheck!: LastCheck | null;
  @ApiProperty() version!: number;
  @ApiProperty() createdAt!: Date;
}

export class InboxList {
  @ApiProperty({ type: [InboxView] }) items!: InboxView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/** A kind of line: what its adapter declares in `channels/contract.ts`. */
export class ChannelView {
  @ApiProperty() kind!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: Object, description: 'JSON schema of its settings, from which a form can be drawn.' })
  settings!: object;
  @ApiProperty({ type: Object, description: 'What can be said on it, and how.' }) abilities!: object;
  @ApiProperty({ description: 'Reached by something that people type: an address or a number.' }) hasAddress!: boolean;
  @ApiProperty({ description: 'Its provider approves texts for when customers may not be written to freely.' })
  hasTemplates!: boolean;
  @ApiProperty({ description: 'It has a secret that we make, and can make anew.' }) canRenew!: boolean;
  @ApiProperty({ description: 'A test can be sent through the real way in.' }) canTest!: boolean;
}

export class TestAccepted {
  @ApiProperty() accepted!: boolean;
}

export class CheckWords {
  @ApiProperty() code!: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' } }) values?: Record<string, string>;
}

export class CheckStepView {
  @ApiProperty() name!: string;
  @ApiProperty() ok!: boolean;
  @ApiPropertyOptional({ description: 'Nothing is wrong as far as we know, and nothing was proved either.' })
  unchecked?: boolean;
  @ApiProperty() detail!: string;
  @ApiPropertyOptional() hint?: string;
  @ApiPropertyOptional({ type: CheckWords, description: 'Names both texts, for a translation.' }) words?: CheckWords;
}

export class AskedView {
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ description: 'Method, host and path; what could be a secret is left out.' }) request!: string;
  @ApiProperty({ description: 'The status, or why there was none.' }) answer!: string;
}

export class CheckView {
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty() ok!: boolean;
  @ApiProperty({ type: [CheckStepView] }) steps!: CheckStepView[];
  @ApiProperty({ type: [AskedView], description: 'What was asked over HTTP to find it.' }) asked!: AskedView[];
}

export function presentInbox(inbox: Inbox, adapter: ChannelAdapter | undefined, publicUrl: string): InboxView {
  const hook = adapter?.hooks?.[0];
  const base = hook && `${publicUrl}/hooks/${hook}/${inbox.id}`;
  const webhooks = base && (adapter?.webhooks?.(base, inbox) ?? [{ name: 'Webhook', url: base }]);
  return {
    id: inbox.id,
    channel: inbox.channel,
    name: inbox.name,
    ...(inbox.address && { address: inbox.address }),
    ...(inbox.publicKey && { publicKey: inbox.publicKey }),
    // A line may go through another provider than the first that its channel knows.
    ...(webhooks && {
      webhookUrl: webhooks.some(({ url }) => url.startsWith(base)) ? base : webhooks[0]?.url,
      webhooks,
    }),
    settings: inbox.settings,
    secretsSet: Object.keys(inbox.secrets),
    budget: inbox.budget,
    teamId: inbox.teamId,
    state: inbox.state,
    problem: inbox.problem,
    lastCheck: inbox.lastCheck,
    version: inbox.version,
    createdAt: inbox.createdAt,
  };
}
