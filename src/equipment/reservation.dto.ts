import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, MaxLength, Min } from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import { PageQuery } from '../platform/http/paging.js';
import { IsDay } from '../platform/http/day.decorator.js';

export const RESERVATION_STATES = ['open', 'used', 'ended', 'cancelled'] as const;
export type ReservationState = (typeof RESERVATION_STATES)[number];

export class ReservationsQuery extends PageQuery {
  @Optional() @IsUUID() equipment?: string;
  @Optional() @IsUUID() company?: string;
  @Optional() @IsUUID() model?: string;
  @Optional() @IsIn(RESERVATION_STATES) state?: ReservationState;
}

export class NewReservation {
  /** This very unit; or `modelId`, and we choose a free one. */
  @Optional() @IsUUID() equipmentId?: string;
  @Optional() @IsUUID() modelId?: string;
  /** With `modelId`: only from there. */
  @Optional() @IsUUID() locationId?: string;
  @Optional() @IsUUID() companyId?: string;
  @Optional() @IsUUID() contractId?: string;
  @Optional() @IsUUID() ticketId?: string;
  /** The first day. */
  @IsDay() from!: string;
  /** The last day; it is included. */
  @IsDay() until!: string;
  @IsOptional() @IsString() @MaxLength(2_000) note?: string | null;
}

export class ReservationChange {
  @Optional() @IsInt() @Min(1) version?: number;
  @Optional() @IsDay() from?: string;
  @Optional() @IsDay() until?: string;
  @IsOptional() @IsString() @MaxLength(2_000) note?: string | null;
}

export class ReservedUnit {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'EQ-1001' }) tag!: string;
  @ApiProperty({ description: 'Maker and name of its model.' }) name!: string;
}

export class ReservedFor {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class ReservationView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: ReservedUnit }) equipment!: ReservedUnit;
  @ApiProperty({ type: ReservedFor, nullable: true }) company!: ReservedFor | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) contractId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) ticketId!: string | null;
  @ApiProperty({ format: 'date' }) from!: string;
  @ApiProperty({ format: 'date', description: 'The last day.' }) until!: string;
  @ApiProperty({
    enum: RESERVATION_STATES,
    description: 'open: it waits; used: the unit went there; ended: it came back; cancelled: nobody wants it any more.',
  })
  state!: ReservationState;
  @ApiProperty({ type: String, nullable: true }) note!: string | null;
  @ApiProperty() madeByName!: string;
  @ApiProperty() createdAt!: Date;
  @ApiProperty() version!: number;
}

export class ReservationPage {
  @ApiProperty({ type: [ReservationView] }) items!: ReservationView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
