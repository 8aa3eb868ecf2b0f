import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDate,
  IsDefined,
  IsNumber,
  IsUUID,
  Max,
  MaxDate,
  Min,
  MinDate,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Optional } from '../platform/http/optional.decorator.js';
import { type Described, EXCEPTIONS_SCHEMA, HOLIDAYS_SCHEMA, HOURS_SCHEMA } from './calendar.dto.js';
import { MOST_PREVIEW_MINUTES } from './preview.rules.js';

const EARLIEST = new Date('1970-01-02T00:00:00Z');
const LATEST = new Date('2200-01-01T00:00:00Z');

const CALENDAR_SCHEMA = {
  type: 'object',
  required: ['timezone', 'hours'],
  properties: {
    timezone: { type: 'string', example: 'America/Sao_Paulo' },
    hours: HOURS_SCHEMA,
    holidays: HOLIDAYS_SCHEMA,
    exceptions: EXCEPTIONS_SCHEMA,
  },
};

export class PreviewPause {
  @IsDefined() @Type(() => Date) @IsDate() @MinDate(EARLIEST) @MaxDate(LATEST) from!: Date;
  @IsDefined() @Type(() => Date) @IsDate() @MinDate(EARLIEST) @MaxDate(LATEST) to!: Date;
}

/** On which hours, from when, and either how many minutes or until when. */
export class PreviewBody {
  /** Hours as they are written down here; or `calendarId`. */
  @Optional()
  @IsDefined()
  @JSONSchema(CALENDAR_SCHEMA as Described)
  calendar?: unknown;

  @Optional()
  @IsUUID()
  calendarId?: string;

  @IsDefined()
  @Type(() => Date)
  @IsDate()
  @MinDate(EARLIEST)
  @MaxDate(LATEST)
  start!: Date;

  @Optional()
  @IsNumber()
  @Min(0)
  @Max(MOST_PREVIEW_MINUTES)
  minutes?: number;

  @Optional()
  @Type(() => Date)
  @IsDate()
  @MinDate(EARLIEST)
  @MaxDate(LATEST)
  end?: Date;

  @Optional()
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => PreviewPause)
  pauses?: PreviewPause[];
}

export class SegmentView {
  @ApiProperty() from!: Date;
  @ApiProperty() to!: Date;
  @ApiProperty() minutes!: number;
}

export class PreviewView {
  @ApiPropertyOptional({ description: 'Where `minutes` was given.' }) due?: Date;
  @ApiPropertyOptional({ description: 'Where `end` was given.' }) minutes?: number;
  @ApiProperty({ type: [SegmentView], description: 'The stretches that count.' }) segments!: SegmentView[];
}
