import { ApiProperty } from '@nestjs/swagger';

export class SystemMailView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['invitation', 'password-reset', 'notification', 'portal'] }) purpose!: string;
  @ApiProperty() to!: string;
  @ApiProperty() subject!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null once it was delivered' }) text!: string | null;
  @ApiProperty({ enum: ['stored', 'sent'] }) state!: string;
  @ApiProperty({ format: 'date-time' }) at!: Date;
}

export class SystemMailPage {
  @ApiProperty({ type: [SystemMailView] }) items!: SystemMailView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
