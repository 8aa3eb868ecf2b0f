import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, MaxLength, Min } from 'class-validator';

export class SaveDraft {
  @IsIn(['reply', 'note'])
  kind!: 'reply' | 'note';

  @IsString()
  @MaxLength(200_000)
  text!: string;

  @IsOptional()
  @IsString()
  @MaxLength(400_000)
  html?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(40)
  channel?: string | null;

  /** The message of this ticket that it answers. */
  @IsOptional()
  @IsUUID()
  quotes?: string | null;

  /** Of the draft as it was last seen; 0 for the first save. 409 where another window has saved since. */
  @IsInt()
  @Min(0)
  version!: number;
}

export class DraftView {
  @ApiProperty({ enum: ['reply', 'note'] }) kind!: 'reply' | 'note';
  @ApiProperty() text!: string;
  @ApiProperty({ type: String, nullable: true }) html!: string | null;
  @ApiProperty({ type: String, nullable: true }) channel!: string | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The message that it answers; null where it is gone',
  })
  quotes!: string | null;
  @ApiProperty() version!: number;
  @ApiProperty() updatedAt!: Date;
}
