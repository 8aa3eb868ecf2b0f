import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsLatitude,
  IsLongitude,
  IsNumber,
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
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { VISIT_KINDS, VISIT_STATES, type VisitKind, type VisitState } from '../../tickets/visit.events.js';
import { ChecklistLine, SkillNeed } from '../kinds/visit-kind.dto.js';
import { ID_OR_NUMBER } from '../../platform/ids.js';

export class VisitsQuery extends PageQuery {
  /** Of one ticket, by id or number. */
  @Optional() @Matches(ID_OR_NUMBER) ticket?: string;
  @Optional() @IsUUID() technician?: string;
  @Optional() @IsUUID() site?: string;
  /** Of one visit’s follow-ups. */
  @Optional() @IsUUID() followUpOf?: string;
  @Optional() @IsIn(VISIT_STATES) state?: VisitState;
  @Optional() @IsIn(VISIT_KINDS) kind?: VisitKind;
  /** Planned time touches [from, to). */
  @Optional() @Type(() => Date) @IsDate() from?: Date;
  @Optional() @Type(() => Date) @IsDate() to?: Date;
}

export class PlaceBody {
  @Optional() @IsString() @MaxLength(200) name?: string;
  @IsString() @Length(1, 1_000) address!: string;
  @Optional() @IsNumber() @IsLatitude() lat?: number;
  @Optional() @IsNumber() @IsLongitude() lng?: number;
}

export class EquipmentBody {
  @Optional() @IsUUID() id?: string;
  @IsString() @Length(1, 200) name!: string;
  @Optional() @IsString() @MaxLength(100) serial?: string;
  @Optional() @IsString() @MaxLength(200) place?: string;
}

class VisitValues {
  /** What is to be done, for people. */
  @Optional() @IsString() @MaxLength(5_000) about?: string;
  /** Whom to ask for; null: the ticket’s customer. */
  @IsOptional() @IsUUID() contactId?: string | null;
  @IsOptional() @IsUUID() siteId?: string | null;
  /** Where there is no site on record. */
  @IsOptional() @ValidateNested() @Type(() => PlaceBody) place?: PlaceBody | null;
  /** For this visit alone; the site has its own. */
  @IsOptional() @IsString() @MaxLength(5_000) accessNotes?: string | null;
  @IsOptional() @IsUUID() territoryId?: string | null;
  @Optional() @IsInt() @Min(5) @Max(1440) minutes?: number;
  /** How many people it takes. */
  @Optional() @IsInt() @Min(1) @Max(10) technicians?: number;
  @Optional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => SkillNeed) skills?: SkillNeed[];
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => EquipmentBody)
  equipment?: EquipmentBody[];
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ChecklistLine)
  checklist?: ChecklistLine[];
  @Optional() @IsBoolean() mustConfirm?: boolean;
  /** When the customer wants it. */
  @IsOptional() @Type(() => Date) @IsDate() windowFrom?: Date | null;
  @IsOptional() @Type(() => Date) @IsDate() windowTo?: Date | null;
  /** Somebody on site by then; null: as the ticket’s promise says. */
  @IsOptional() @Type(() => Date) @IsDate() dueAt?: Date | null;
}

export class NewVisit extends VisitValues {
  /** The ticket, by id or number. */
  @Matches(ID_OR_NUMBER) ticketId!: string;
  @IsIn(VISIT_KINDS) kind!: VisitKind;
  /** The visit that this one continues. */
  @Optional() @IsUUID() followUpOf?: string;
}

export class VisitChange extends VisitValues {
  @IsInt() @Min(1) version!: number;
}

/** Plans the visit, or plans it anew. */
export class ScheduleVisit {
  @Type(() => Date) @IsDate() from!: Date;
  /** Without it, as long as the visit takes. */
  @Optional() @Type(() => Date) @IsDate() to?: Date;
  /** The first one leads. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  technicianIds!: string[];
  /**
   * Plans it although rules of planning speak against it, and writes down which. Needs the permission `visits:force`, else
   * 403. Never over another visit of the same person: that stays 409 `double_booking`.
   */
  @Optional() @IsBoolean() force?: boolean;
  /** False: nobody is told yet. */
  @Optional() @IsBoolean() notify?: boolean;
  @Optional() @IsInt() @Min(1) version?: number;
}

export class StepBody {
  /** When it happened, where that was before now. */
  @Optional() @Type(() => Date) @IsDate() at?: Date;
  @Optional() @IsNumber() @IsLatitude() lat?: number;
  @Optional() @IsNumber() @IsLongitude() lng?: number;
  @Optional() @IsNumber() @Min(0) @Max(100_000) accuracy?: number;
  @Optional() @IsString() @MaxLength(2_000) reason?: string;
  @Optional() @IsInt() @Min(1) version?: number;
}

export class CompleteBody extends StepBody {
  /** What was done, for the customer’s report. */
  @Optional() @IsString() @MaxLength(10_000) text?: string;
  /** `solved`, `partly`, or a word of your own; `follow_up` makes the visit that continues this one, to be planned. */
  @Optional() @IsString() @Length(1, 40) outcome?: string;
  /** Items that are required and open need this to be true. */
  @Optional() @IsBoolean() leaveOpen?: boolean;
}

export class FollowUpBody extends VisitValues {
  @Optional() @IsIn(VISIT_KINDS) kind?: VisitKind;
}
