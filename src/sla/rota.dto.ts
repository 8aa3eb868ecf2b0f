import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDate,
  IsDateString,
  IsInt,
  IsString,
  IsTimeZone,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';

/** Somebody else for a while. */
export class StandInBody {
  @IsUUID() @ApiProperty({ format: 'uuid' }) userId!: string;
  @IsDateString() @ApiProperty({ format: 'date-time' }) from!: string;
  @IsDateString() @ApiProperty({ format: 'date-time' }) to!: string;
}

const DATE = /^(19[7-9]\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export class NewRota {
  @IsString() @Length(1, 120) name!: string;
  @IsString() @Length(1, 60) @IsTimeZone() timezone!: string;

  /** In the order of their turns. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  members!: string[];

  @IsInt() @Min(1) @Max(31) turnDays!: number;
  @Matches(DATE) startsOn!: string;
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/) handover!: string;

  @Optional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => StandInBody)
  standIns?: StandInBody[];
}

export class RotaChange {
  @Optional() @IsString() @Length(1, 120) name?: string;
  @Optional() @IsString() @Length(1, 60) @IsTimeZone() timezone?: string;

  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  members?: string[];

  @Optional() @IsInt() @Min(1) @Max(31) turnDays?: number;
  @Optional() @Matches(DATE) startsOn?: string;
  @Optional() @Matches(/^([01]\d|2[0-3]):[0-5]\d$/) handover?: string;

  @Optional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => StandInBody)
  standIns?: StandInBody[];

  @Optional() @IsInt() @Min(1) version?: number;
}

export class OnCallQuery {
  @Optional() @Type(() => Date) @IsDate() at?: Date;
}

export class OnCallPerson {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class OnCallView {
  @ApiProperty() at!: Date;
  @ApiProperty({ type: OnCallPerson, nullable: true }) user!: OnCallPerson | null;
}

export class RotaView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() timezone!: string;
  @ApiProperty({ type: [String] }) members!: string[];
  @ApiProperty() turnDays!: number;
  @ApiProperty({ format: 'date' }) startsOn!: string;
  @ApiProperty({ example: '09:00' }) handover!: string;
  @ApiProperty({ type: [StandInBody] }) standIns!: StandInBody[];
  @ApiProperty({ type: OnCallView, description: 'Who is on call now.' }) now!: OnCallView;
  @ApiProperty() version!: number;
}

export class RotaList {
  @ApiProperty({ type: [RotaView] }) items!: RotaView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
