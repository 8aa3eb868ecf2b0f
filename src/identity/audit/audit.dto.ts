import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, IsString, IsUUID, MaxLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';

export class AuditQuery extends PageQuery {
  /** Who did it. */
  @Optional() @IsUUID() actor?: string;
  /** An action, or the beginning of one: `user.` */
  @Optional() @IsString() @MaxLength(60) action?: string;
  /** The id of what it was done to. */
  @Optional() @IsString() @MaxLength(100) target?: string;
  @Optional() @IsISO8601() from?: string;
  @Optional() @IsISO8601() to?: string;
}

export class AuditActorView {
  @ApiProperty({ enum: ['user', 'system', 'contact', 'nobody'] }) kind!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) id!: string | null;
  @ApiProperty({ type: String, nullable: true }) name!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The API token, where one was used' })
  tokenId!: string | null;
}

export class AuditTargetView {
  @ApiProperty() kind!: string;
  @ApiProperty() id!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Of people' }) name!: string | null;
}

export class AuditEntryView {
  @ApiProperty({ description: 'Counts without gaps' }) id!: string;
  @ApiProperty({ format: 'date-time' }) at!: Date;
  @ApiProperty({ type: AuditActorView }) actor!: AuditActorView;
  @ApiProperty() action!: string;
  @ApiProperty({ type: AuditTargetView, nullable: true }) target!: AuditTargetView | null;
  @ApiProperty({ type: String, nullable: true }) ip!: string | null;
  @ApiProperty({ type: Object, additionalProperties: true }) data!: Record<string, unknown>;
  @ApiProperty() hash!: string;
}

export class AuditPage {
  @ApiProperty({ type: [AuditEntryView] }) items!: AuditEntryView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class AuditVerdictView {
  @ApiProperty() ok!: boolean;
  @ApiProperty({ description: 'How many entries follow from each other' }) checked!: number;
  @ApiProperty({ description: 'Noted down elsewhere, it proves later that nothing was cut off at the end' })
  head!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The first entry that does not fit' })
  brokenAt!: string | null;
}
