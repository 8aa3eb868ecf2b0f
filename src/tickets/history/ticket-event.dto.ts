import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';

export class EventQuery extends PageQuery {
  /** Only events behind this `seq`. */
  @Optional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  after?: number;
}

export class EventActorView {
  @ApiProperty({ enum: ['user', 'system', 'contact'] }) kind!: 'user' | 'system' | 'contact';
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) id!: string | null;
  @ApiProperty() name!: string;
}

/** One fact in a ticket's history. `seq` has no gaps: who misses one asks for what is behind the last that is known. */
export class TicketEventView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() seq!: number;
  @ApiProperty({ format: 'uuid' }) ticketId!: string;
  @ApiProperty({ example: 'ticket.status-changed' }) type!: string;
  @ApiProperty({ type: EventActorView }) actor!: EventActorView;
  @ApiProperty() at!: Date;
  @ApiProperty({ type: Object }) data!: Record<string, unknown>;
  @ApiPropertyOptional({ type: Object, description: 'Why, where a rule decided.' }) because?: Record<string, unknown>;
}

export class EventPage {
  @ApiProperty({ type: [TicketEventView] }) items!: TicketEventView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
