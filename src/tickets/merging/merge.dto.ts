import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { TicketView } from '../ticket.dto.js';

export class MergeTickets {
  /** Is merged into the ticket of the address. */
  @IsUUID()
  otherId!: string;
}

export class UnmergeTickets {
  /** Which merge; the last one where it is left out. */
  @Optional()
  @IsUUID()
  mergeId?: string;
}

export class SplitTicket {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  messageIds!: string[];

  @IsString()
  @MinLength(1)
  @MaxLength(300)
  subject!: string;
}

export class MergedTicketView {
  @ApiProperty({ format: 'uuid', description: 'Undoes it.' }) mergeId!: string;
  @ApiProperty({ type: TicketView }) ticket!: TicketView;
}

export class UnmergedTicketView {
  @ApiProperty({ type: TicketView }) ticket!: TicketView;
  @ApiProperty({ type: TicketView, description: 'The one that was taken out again.' }) other!: TicketView;
}
