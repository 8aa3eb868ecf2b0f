import { ApiProperty, OmitType } from '@nestjs/swagger';
import { MessageView } from '../../conversations/message.dto.js';

/** What stands on a customer's timeline: a message, or what happened in person and is on no ticket. */
export class TimelineItem extends OmitType(MessageView, ['seq', 'ticketId', 'conversationId'] as const) {
  @ApiProperty({ type: Number, nullable: true, description: 'Position on its ticket, without gaps.' })
  seq!: number | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null where it is on no ticket.' })
  ticketId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) conversationId!: string | null;
}

export class TimelinePage {
  @ApiProperty({ type: [TimelineItem] }) items!: TimelineItem[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
