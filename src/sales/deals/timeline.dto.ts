import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MessageView } from '../../conversations/message.dto.js';
import { ActivityView } from '../activities/activity.dto.js';

export class DealEventActor {
  @ApiProperty({ enum: ['user', 'system', 'contact'] }) kind!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) id!: string | null;
  @ApiProperty() name!: string;
}

export class DealEventView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() seq!: number;
  @ApiProperty({ example: 'deal.moved' }) type!: string;
  @ApiProperty({ type: DealEventActor }) actor!: DealEventActor;
  @ApiProperty() at!: Date;
  @ApiProperty({ type: Object }) data!: Record<string, unknown>;
}

export const ENTRY_KINDS = ['message', 'activity', 'event'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export class TimelineEntry {
  @ApiProperty({ enum: ENTRY_KINDS }) kind!: EntryKind;
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() at!: Date;
  @ApiPropertyOptional({ type: MessageView, description: 'Said on a ticket of the deal, or with its contact since.' })
  message?: MessageView;
  @ApiPropertyOptional({ type: ActivityView, description: 'Done.' }) activity?: ActivityView;
  @ApiPropertyOptional({ type: DealEventView, description: 'Of the deal’s history.' }) event?: DealEventView;
}

export class DealTimelinePage {
  @ApiProperty({ type: [TimelineEntry] }) items!: TimelineEntry[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
