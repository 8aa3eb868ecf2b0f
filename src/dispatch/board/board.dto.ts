import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsUUID } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { TechnicianSkillView, TerritoryBrief } from '../technicians/technician.dto.js';
import { VisitRowView } from '../visits/visit.view.dto.js';

export class DispatchBoardQuery {
  /** Begin of what is shown; without it, today. */
  @Optional() @Type(() => Date) @IsDate() from?: Date;
  @Optional() @Type(() => Date) @IsDate() to?: Date;
  @Optional() @IsUUID() territory?: string;
  @Optional() @IsUUID() skill?: string;
}

export class SpanView {
  @ApiProperty() from!: Date;
  @ApiProperty() to!: Date;
}

export class BoardAbsence extends SpanView {
  @ApiProperty() reason!: string;
}

export class LoadView {
  @ApiProperty() visits!: number;
  @ApiProperty() visitMinutes!: number;
  @ApiProperty() travelMinutes!: number;
  @ApiProperty({ description: 'Working minutes without absences.' }) capacityMinutes!: number;
  @ApiProperty({ description: 'Visits and travel of the capacity.' }) percent!: number;
}

export class PositionView {
  @ApiProperty() lat!: number;
  @ApiProperty() lng!: number;
  @ApiProperty({ type: Number, nullable: true }) accuracy!: number | null;
  @ApiProperty() at!: Date;
}

export class BoardBase {
  @ApiProperty() address!: string;
  @ApiProperty({ type: Number, nullable: true }) lat!: number | null;
  @ApiProperty({ type: Number, nullable: true }) lng!: number | null;
}

export class BoardTechnician {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) userId!: string;
  @ApiProperty() name!: string;
  @ApiProperty() timezone!: string;
  @ApiProperty({ type: [TechnicianSkillView] }) skills!: TechnicianSkillView[];
  @ApiProperty({ type: [TerritoryBrief], description: 'Empty: everywhere.' }) territories!: TerritoryBrief[];
  @ApiProperty({ type: BoardBase }) base!: BoardBase;
  @ApiProperty({ type: [SpanView], description: 'When the technician works, within what is shown.' })
  hours!: SpanView[];
  @ApiProperty({ type: [BoardAbsence] }) absences!: BoardAbsence[];
  @ApiProperty({ type: LoadView }) load!: LoadView;
  @ApiProperty({
    type: PositionView,
    nullable: true,
    description: 'Only while on the way, where it is shared.',
  })
  position!: PositionView | null;
}

/** A visit with how it really runs. */
export class BoardVisit extends VisitRowView {
  @ApiProperty({ type: Date, nullable: true, description: 'When it began, or is expected to begin.' })
  startsAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) endsAt!: Date | null;
  @ApiProperty({ description: 'Behind the planned start.' }) lateMinutes!: number;
  @ApiProperty({ description: 'Beyond the time it was given, while somebody is there.' }) overMinutes!: number;
  @ApiProperty({ enum: ['none', 'late', 'window', 'promise'], description: 'What its expected start breaks.' })
  risk!: 'none' | 'late' | 'window' | 'promise';
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The visit whose delay it suffers.',
  })
  pushedBy!: string | null;
}

export class BoardLeg {
  @ApiProperty({ format: 'uuid' }) technicianId!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null: from home.' })
  fromVisitId!: string | null;
  @ApiProperty({ format: 'uuid' }) toVisitId!: string;
  @ApiProperty() departAt!: Date;
  @ApiProperty() arriveAt!: Date;
  @ApiProperty() minutes!: number;
  @ApiProperty() kilometres!: number;
  @ApiProperty({ description: 'The plan leaves less time than the way takes.' }) tight!: boolean;
  @ApiProperty({ enum: ['planned', 'under_way', 'past'] }) state!: 'planned' | 'under_way' | 'past';
}

export class BoardCounts {
  @ApiProperty({ description: 'Planned within what is shown.' }) visits!: number;
  @ApiProperty() done!: number;
  @ApiProperty() late!: number;
  @ApiProperty() couldNot!: number;
  @ApiProperty({ description: 'Planned, the customer must confirm, and has not.' }) unconfirmed!: number;
  @ApiProperty({ description: 'The customer declined the time, or asks for another one.' }) declined!: number;
  @ApiProperty({ description: 'All that wait to be planned.' }) unplanned!: number;
}

export class DispatchBoardView {
  @ApiProperty() from!: Date;
  @ApiProperty() to!: Date;
  @ApiProperty({ description: 'When this was true.' }) now!: Date;
  @ApiProperty({ description: 'The zone of the firm, in which days are meant.' }) timezone!: string;
  @ApiProperty({ type: [BoardTechnician] }) technicians!: BoardTechnician[];
  @ApiProperty({ type: [BoardVisit], description: 'Planned ones, by their start.' }) visits!: BoardVisit[];
  @ApiProperty({ type: [BoardLeg] }) travel!: BoardLeg[];
  @ApiProperty({ type: [VisitRowView], description: 'What waits to be planned, the one due first first; at most 500.' })
  unplanned!: VisitRowView[];
  @ApiProperty({ type: BoardCounts }) counts!: BoardCounts;
}
