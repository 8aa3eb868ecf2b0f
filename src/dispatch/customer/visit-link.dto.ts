import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { VISIT_KINDS, VISIT_STATES, type VisitKind, type VisitState } from '../../tickets/visit.events.js';

export const LINK_ACTIONS = ['choose', 'confirm', 'move', 'cancel', 'rate'] as const;
export type LinkAction = (typeof LINK_ACTIONS)[number];

export class LinkAnswer {
  @IsIn(LINK_ACTIONS) action!: LinkAction;
  /** choose: which of the offered times. */
  @Optional() @IsUUID() offerId?: string;
  /** move: what would suit; cancel: why. */
  @Optional() @IsString() @MaxLength(1_000) text?: string;
  @Optional() @Type(() => Number) @IsInt() @Min(1) @Max(5) rating?: number;
  @Optional() @IsString() @MaxLength(2_000) comment?: string;
}

export class LinkOfferView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() from!: Date;
  @ApiProperty({ description: 'Arrival between `from` and this.' }) until!: Date;
}

/** What a customer sees of a visit: nothing that a link should not tell to whoever holds it. */
export class VisitLinkView {
  @ApiProperty() ref!: string;
  @ApiProperty() company!: string;
  @ApiProperty({ enum: VISIT_KINDS }) kind!: VisitKind;
  @ApiProperty({ enum: VISIT_STATES }) state!: VisitState;
  @ApiProperty({ type: Date, nullable: true }) from!: Date | null;
  @ApiProperty({ type: Date, nullable: true, description: 'Arrival between `from` and this.' })
  until!: Date | null;
  @ApiProperty() timezone!: string;
  @ApiProperty({ enum: ['en', 'pt-BR'] }) language!: 'en' | 'pt-BR';
  @ApiProperty({ type: String, nullable: true }) place!: string | null;
  @ApiProperty({ type: [String], description: 'First names.' }) technicians!: string[];
  @ApiProperty({ type: [LinkOfferView] }) offers!: LinkOfferView[];
  @ApiProperty({ enum: LINK_ACTIONS, isArray: true }) actions!: LinkAction[];
  @ApiProperty({ type: Number, nullable: true }) rating!: number | null;
}
