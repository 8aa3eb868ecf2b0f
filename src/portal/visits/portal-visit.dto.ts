import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsUUID } from 'class-validator';
import { LINK_ACTIONS, LinkOfferView, type LinkAction } from '../../dispatch/customer/visit-link.dto.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { VISIT_KINDS, VISIT_STATES, type VisitKind, type VisitState } from '../../tickets/visit.events.js';

export class PortalVisitsQuery extends PageQuery {
  /** `ahead`: what is planned, asked for or under way; `past`: what is over. */
  @Optional() @IsIn(['ahead', 'past']) when?: 'ahead' | 'past';

  /** Of one request. */
  @Optional() @IsUUID() ticket?: string;
}

export class PortalVisitTicketView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() subject!: string;
}

export class PortalVisitView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() ref!: string;
  @ApiProperty({ enum: VISIT_KINDS }) kind!: VisitKind;
  @ApiProperty({ enum: VISIT_STATES }) state!: VisitState;
  @ApiProperty({ type: Date, nullable: true }) from!: Date | null;
  @ApiProperty({ type: Date, nullable: true, description: 'Arrival between `from` and this' })
  until!: Date | null;
  @ApiProperty({ type: Date, nullable: true, description: 'Since when somebody is on the way' })
  travelAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) arrivedAt!: Date | null;
  @ApiProperty() timezone!: string;
  @ApiProperty({ type: String, nullable: true }) site!: string | null;
  @ApiProperty({ type: String, nullable: true }) place!: string | null;
  @ApiProperty({ type: [String], description: 'First names' }) technicians!: string[];
  @ApiProperty({ type: PortalVisitTicketView, nullable: true, description: 'Where whoever asks sees it' })
  ticket!: PortalVisitTicketView | null;
  @ApiProperty({ type: [LinkOfferView] }) offers!: LinkOfferView[];
  @ApiProperty({ enum: LINK_ACTIONS, isArray: true, description: 'What can be answered now' }) actions!: LinkAction[];
  @ApiProperty({ type: Number, nullable: true }) rating!: number | null;
}

export class PortalVisitPage {
  @ApiProperty({ type: [PortalVisitView] }) items!: PortalVisitView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
