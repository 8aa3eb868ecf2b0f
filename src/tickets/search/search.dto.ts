import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { NamedView } from '../../platform/http/named.dto.js';
import { TicketRowView } from '../ticket.dto.js';

export class SearchRequest {
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  q!: string;

  /** Some of `tickets`, `contacts`, `companies`, separated by commas; all where it is left out. */
  @Optional()
  @IsString()
  @Matches(/^(tickets|contacts|companies)(,(tickets|contacts|companies))*$/, {
    message: 'types expects some of tickets, contacts, companies',
  })
  types?: string;

  @Optional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(50)
  limit: number = 20;
}

export class FoundTicket extends TicketRowView {
  @ApiProperty({ type: String, nullable: true, description: 'What was said there.' }) snippet!: string | null;
}

export class FoundContact extends NamedView {
  @ApiProperty({ type: NamedView, nullable: true }) company!: NamedView | null;
  @ApiProperty({ type: String, nullable: true, description: 'An address or number.' }) reach!: string | null;
}

export class SearchAnswer {
  @ApiProperty({ type: [FoundTicket] }) tickets!: FoundTicket[];
  @ApiProperty({ type: [FoundContact] }) contacts!: FoundContact[];
  @ApiProperty({ type: [NamedView] }) companies!: NamedView[];
}
