import { ApiProperty } from '@nestjs/swagger';

export class ReportQuotaView {
  @ApiProperty({ type: Number, nullable: true, description: 'How many a month includes; null: no contract says' })
  included!: number | null;
  @ApiProperty({ description: 'Taken or asked for in this month' }) asked!: number;
  @ApiProperty() left!: number;
  @ApiProperty({ enum: ['allowed', 'refused'], description: 'What happens with more than that' })
  beyond!: 'allowed' | 'refused';
}

export class AllowanceKindHints extends ReportQuotaView {
  @ApiProperty({ description: 'Too many again and again: time to offer another package' }) offerMore!: boolean;
}
