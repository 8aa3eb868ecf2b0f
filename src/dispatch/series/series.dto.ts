import { ApiProperty } from '@nestjs/swagger';
import { IsString, IsTimeZone, Length } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';

export class SeriesBody {
  /** RFC 5545, such as `FREQ=MONTHLY;BYDAY=1TU`; the visit is its first occurrence. */
  @IsString() @Length(5, 300) rrule!: string;
  /** In which the hour is meant; the firm’s unless said. */
  @Optional() @IsTimeZone() timezone?: string;
}

export class SeriesTicket {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() subject!: string;
}

export class SeriesView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) ticketId!: string;
  @ApiProperty({ type: SeriesTicket }) ticket!: SeriesTicket;
  @ApiProperty() rrule!: string;
  @ApiProperty() timezone!: string;
  @ApiProperty() startsAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) endedAt!: Date | null;
  @ApiProperty({ type: [Date], description: 'The next ones, also those that are not made yet.' }) next!: Date[];
}

export class SeriesList {
  @ApiProperty({ type: [SeriesView] }) items!: SeriesView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
