import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsDefined, IsUUID } from 'class-validator';
import { Nested } from '../../platform/http/nested.decorator.js';
import { WantedTicket } from '../ticket.dto.js';

export class BulkChange {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  ids!: string[];

  @IsDefined()
  @Nested(() => WantedTicket)
  change!: WantedTicket;
}

export class BulkFailure {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'not_found' }) code!: string;
  @ApiProperty() detail!: string;
}

export class BulkDone {
  @ApiProperty({ format: 'uuid' }) undoId!: string;
  @ApiProperty({ type: [String], description: 'Ids of those that changed; the rest was so already.' })
  changed!: string[];
  @ApiProperty({ type: [BulkFailure] }) failed!: BulkFailure[];
}

export class BulkUndone {
  @ApiProperty({ type: [String], description: 'Ids of those to which something came back.' }) restored!: string[];
  @ApiProperty({ type: [String], description: 'Ids of those that somebody changed in the meantime.' })
  kept!: string[];
}
