import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { Envelope, EnvelopeState } from '../channels/envelope.entity.js';
import { PageQuery } from '../platform/http/paging.js';

const STATES: EnvelopeState[] = ['received', 'processed', 'ignored', 'quarantined'];

export class EnvelopesQuery extends PageQuery {
  @IsOptional()
  @IsIn(STATES)
  state?: EnvelopeState;

  @IsOptional()
  @IsString()
  @MaxLength(40)
  channel?: string;

  @IsOptional()
  @IsUUID()
  inbox?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  reason?: string;
}

export class ReplayMany {
  @IsIn(['ignored', 'quarantined'])
  state!: 'ignored' | 'quarantined';

  @IsOptional()
  @IsString()
  @MaxLength(40)
  channel?: string;

  /** Only those that ended for this reason. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  reason?: string;
}

export class EnvelopeView {
  @ApiProperty() id!: string;
  @ApiProperty() inboxId!: string;
  @ApiProperty() channel!: string;
  @ApiProperty({ enum: STATES }) state!: EnvelopeState;
  @ApiPropertyOptional({ description: 'Why it was ignored or quarantined.' }) reason?: string;
  @ApiPropertyOptional() ticketId?: string;
  @ApiPropertyOptional() messageId?: string;
  @ApiProperty({ description: 'Bytes as they came.' }) size!: number;
  @ApiProperty() attempts!: number;
  @ApiProperty() receivedAt!: Date;
  @ApiPropertyOptional() endedAt?: Date;
}

export class EnvelopePage {
  @ApiProperty({ type: [EnvelopeView] }) items!: EnvelopeView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/** How many envelopes are in each state. They add up: `received` are those that have not ended yet. */
export class EnvelopeCounts implements Record<EnvelopeState | 'total', number> {
  @ApiProperty() received!: number;
  @ApiProperty() processed!: number;
  @ApiProperty() ignored!: number;
  @ApiProperty() quarantined!: number;
  @ApiProperty() total!: number;
}

export class InboxCounts extends EnvelopeCounts {
  @ApiProperty({ format: 'uuid' }) inboxId!: string;
  @ApiProperty() name!: string;
  @ApiProperty() channel!: string;
}

export class IntakeSummary extends EnvelopeCounts {
  @ApiProperty({ type: [InboxCounts] }) byInbox!: InboxCounts[];
}

export class ReplayedMany {
  @ApiProperty() replayed!: number;
  @ApiProperty({ description: 'There are more of this kind: ask again.' }) more!: boolean;
}

export const presentEnvelope = (e: Envelope): EnvelopeView => ({
  id: e.id,
  inboxId: e.inboxId,
  channel: e.channel,
  state: e.state,
  ...(e.reason && { reason: e.reason }),
  ...(e.ticketId && { ticketId: e.ticketId }),
  ...(e.messageId && { messageId: e.messageId }),
  size: e.size,
  attempts: e.attempts,
  receivedAt: e.receivedAt,
  ...(e.endedAt && { endedAt: e.endedAt }),
});
