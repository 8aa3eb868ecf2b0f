import { ApiProperty } from '@nestjs/swagger';
import { IsObject, IsOptional, IsUUID } from 'class-validator';
import type { WeekHours } from '../technicians/week-hours.rules.js';

export class SiteHoursBody {
  /** `{mon: [["08:00","18:00"]], …}` in the site’s zone; empty: nobody said, so always. */
  @IsObject() hours!: object;
  /** Null: as its coordinates say. */
  @IsOptional() @IsUUID() territoryId?: string | null;
}

export class SiteHoursView {
  @ApiProperty({ format: 'uuid' }) siteId!: string;
  @ApiProperty({ type: Object }) hours!: WeekHours;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) territoryId!: string | null;
}
