import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Optional } from '../platform/http/optional.decorator.js';
import { SCOPES, type Calendar, type ScopeKind } from './calendar.entity.js';
import {
  WEEKDAYS,
  type CalendarDefinition,
  type Exception,
  type Holiday,
  type Interval,
  type Weekday,
} from './calendar.rules.js';

/** What class-validator cannot say: `calendarProblems` checks it, and these tell the reader of the document. */
export type Described = Parameters<typeof JSONSchema>[0];
const INTERVALS = {
  type: 'array',
  items: {
    type: 'array',
    items: { type: 'string' },
    minItems: 2,
    maxItems: 2,
    description: 'From and to; `["22:00", "06:00"]` ends on the next day, `"24:00"` is the end of the day.',
  },
  example: [
    ['09:00', '12:00'],
    ['13:00', '18:00'],
  ],
} as const;
export const HOURS_SCHEMA = {
  type: 'object',
  properties: Object.fromEntries(WEEKDAYS.map((day) => [day, INTERVALS])),
  additionalProperties: false,
};
export const EXCEPTIONS_SCHEMA = {
  type: 'array',
  items: {
    type: 'object',
    required: ['date', 'hours'],
    properties: {
      date: { type: 'string', format: 'date' },
      hours: { ...INTERVALS, description: 'None: closed on that day.' },
      name: { type: 'string' },
    },
  },
};
const HOLIDAY_SCHEMA = {
  type: 'object',
  required: ['date'],
  properties: {
    date: { type: 'string', format: 'date' },
    name: { type: 'string' },
    yearly: { type: 'boolean', description: 'On the same day of every year, whatever year `date` says.' },
  },
};
export const HOLIDAYS_SCHEMA = {
  type: 'array',
  items: { oneOf: [{ type: 'string', format: 'date' }, HOLIDAY_SCHEMA] },
};

/** Whose hours these are. Something has one calendar: naming it here takes it from another. */
export class CalendarUse {
  @IsIn(SCOPES)
  @ApiProperty({ enum: SCOPES })
  kind!: ScopeKind;

  @IsUUID()
  @ApiProperty({ format: 'uuid' })
  id!: string;
}

class CalendarValues {
  @Optional()
  @IsObject()
  @JSONSchema(HOURS_SCHEMA as Described)
  hours?: CalendarDefinition['hours'];

  /** Days with hours of their own. They win over holidays. */
  @Optional()
  @IsArray()
  @JSONSchema(EXCEPTIONS_SCHEMA as Described)
  exceptions?: Exception[];

  @Optional()
  @IsArray()
  @JSONSchema(HOLIDAYS_SCHEMA as Described)
  holidays?: (string | Holiday)[];

  @IsOptional()
  @IsString()
  @Matches(/^[A-Za-z]{2}$/)
  country?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  region?: string | null;

  /** For whatever has no calendar of its own; the one that was it no longer is. */
  @Optional()
  @IsBoolean()
  isDefault?: boolean;

  @Optional()
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => CalendarUse)
  uses?: CalendarUse[];
}

export class NewCalendar extends CalendarValues {
  @IsString() @Length(1, 120) name!: string;
  @IsString() @Length(1, 60) timezone!: string;
  @IsObject()
  @IsDefined()
  @JSONSchema(HOURS_SCHEMA as Described)
  override hours!: CalendarDefinition['hours'];
}

export class CalendarChange extends CalendarValues {
  @Optional() @IsString() @Length(1, 120) name?: string;
  @Optional() @IsString() @Length(1, 60) timezone?: string;
  @Optional() @IsInt() @Min(1) version?: number;
}

export class HolidayView {
  @ApiProperty({ format: 'date' }) date!: string;
  @ApiPropertyOptional() name?: string;
  @ApiPropertyOptional() yearly?: boolean;
}

export class CalendarView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ example: 'America/Sao_Paulo' }) timezone!: string;
  @ApiProperty(HOURS_SCHEMA as object) hours!: Partial<Record<Weekday, Interval[]>>;
  @ApiProperty(EXCEPTIONS_SCHEMA as object) exceptions!: Exception[];
  @ApiProperty({ type: [HolidayView] }) holidays!: Holiday[];
  @ApiProperty({ type: String, nullable: true }) country!: string | null;
  @ApiProperty({ type: String, nullable: true }) region!: string | null;
  @ApiProperty() isDefault!: boolean;
  @ApiProperty({ type: [CalendarUse] }) uses!: CalendarUse[];
  @ApiProperty({ description: 'Whether it is open now.' }) open!: boolean;
  @ApiProperty({ description: 'Give it back with a change.' }) version!: number;

  static of(
    { id, name, timezone, hours, exceptions, holidays, country, region, isDefault, version }: Calendar,
    uses: CalendarUse[],
    open: boolean,
  ): CalendarView {
    return { id, name, timezone, hours, exceptions, holidays, country, region, isDefault, uses, open, version };
  }
}

export class CalendarList {
  @ApiProperty({ type: [CalendarView] }) items!: CalendarView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class YearQuery {
  @IsDefined()
  @Type(() => Number)
  @IsInt()
  @Min(1970)
  @Max(2200)
  year!: number;
}

export class CalendarDayView {
  @ApiProperty({ format: 'date' }) date!: string;
  @ApiProperty({ enum: WEEKDAYS }) weekday!: Weekday;
  @ApiProperty({ enum: ['regular', 'closed', 'holiday', 'exception'] }) kind!:
    'regular' | 'closed' | 'holiday' | 'exception';
  @ApiPropertyOptional() name?: string;
  @ApiProperty(INTERVALS as unknown as object) hours!: Interval[];
  @ApiProperty({ description: 'Open minutes of what begins on this day, as clocks are moved.' }) minutes!: number;
  @ApiPropertyOptional({ enum: ['forward', 'back', 'skipped'], description: 'What happens to the clocks on it.' })
  clocks?: 'forward' | 'back' | 'skipped';
}

/** A year as it really is: holidays, exceptions and nights on which clocks are moved. */
export class CalendarYearView {
  @ApiProperty({ format: 'uuid' }) calendarId!: string;
  @ApiProperty() version!: number;
  @ApiProperty() year!: number;
  @ApiProperty() timezone!: string;
  @ApiProperty({ type: [CalendarDayView] }) days!: CalendarDayView[];
  @ApiProperty() openMinutes!: number;
  @ApiProperty() openDays!: number;
}
