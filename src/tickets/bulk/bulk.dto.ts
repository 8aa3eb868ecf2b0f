import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsUUID } from 'class-validator';
import { Nested } from '../../platform/http/nested.decorator.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { Tags, WantedTicket } from '../ticket.dto.js';

const MOST_TICKETS = 200;

export class BulkChange {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_TICKETS)
  @IsUUID(undefined, { each: true })
  ids!: string[];

  @Optional()
  @Nested(() => WantedTicket)
  change?: WantedTicket;

  /** Given to each beside the tags that it has. */
  @Optional()
  @Tags()
  addTags?: string[];

  /** Taken from each that has them; its other tags stay. */
  @Optional()
  @Tags()
  removeTags?: string[];
}

export class BulkMacro {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_TICKETS)
  @IsUUID(undefined, { each: true })
  ids!: string[];

  /** Made by the caller. Sent again, it goes on where it was left: what was done on a ticket is not done twice. */
  @IsUUID()
  runId!: string;
}

export class BulkFailure {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'not_found' }) code!: string;
  @ApiProperty() detail!: string;
}

export class BulkDone {
  @ApiProperty({ format: 'uuid' }) undoId!: string;
  @ApiProperty({ type: [String], description: 'Ids of those on which something was done; the rest was so already.' })
  changed!: string[];
  @ApiProperty({ type: [BulkFailure] }) failed!: BulkFailure[];
}

export class BulkUndone {
  @ApiProperty({ type: [String], description: 'Ids of those to which something came back.' }) restored!: string[];
  @ApiProperty({ type: [String], description: 'Ids of those that somebody changed in the meantime.' })
  kept!: string[];
}
