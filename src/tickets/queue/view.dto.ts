import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, MaxLength, Min, MinLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { TICKET_SORTS, type TicketFilter, type TicketSort } from './ticket-filter.rules.js';

export class CreateView {
  @IsString()
  @MinLength(1)
  @MaxLength(80)
  name!: string;

  @IsOptional()
  @IsString()
  @MaxLength(40)
  icon?: string | null;

  /** Members as in `GET /tickets`; `status` and `priority` are lists. */
  @IsObject()
  filter!: Record<string, unknown>;

  @Optional()
  @IsIn(TICKET_SORTS)
  sort?: TicketSort;

  /** For everybody; needs `views:share`. */
  @Optional()
  @IsBoolean()
  shared?: boolean;
}

export class ChangeView {
  @Optional()
  @IsInt()
  @Min(1)
  version?: number;

  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(80)
  name?: string;

  @IsOptional()
  @IsString()
  @MaxLength(40)
  icon?: string | null;

  @Optional()
  @IsObject()
  filter?: Record<string, unknown>;

  @Optional()
  @IsIn(TICKET_SORTS)
  sort?: TicketSort;

  @Optional()
  @IsBoolean()
  shared?: boolean;
}

export class ViewOfTickets {
  @ApiProperty({ description: 'What `?view=` takes: the key of a built-in view, or an id.' }) id!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Of a built-in view.' }) key!: string | null;
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, nullable: true }) icon!: string | null;
  @ApiProperty({ type: Object }) filter!: TicketFilter;
  @ApiProperty({ enum: TICKET_SORTS }) sort!: TicketSort;
  @ApiProperty() shared!: boolean;
  @ApiProperty() builtIn!: boolean;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) ownerId!: string | null;
  @ApiPropertyOptional() version?: number;
}

export class ViewList {
  @ApiProperty({ type: [ViewOfTickets] }) items!: ViewOfTickets[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}

export class ViewCount {
  @ApiProperty() viewId!: string;
  @ApiProperty({ description: 'Exact below 1000; 1000 means "more than 999".' }) count!: number;
  @ApiProperty({ description: 'There are more than `count` says.' }) more!: boolean;
}
