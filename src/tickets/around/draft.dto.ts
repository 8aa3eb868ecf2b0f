import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, MaxLength, Min } from 'class-validator';
import { AttachmentView } from '../../conversations/message.dto.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { MAX_RECIPIENTS } from '../replies/reply.dto.js';

const MAX_FILES = 50;

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

  /** As they are typed: whether they are addresses is asked when it is sent. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(MAX_RECIPIENTS)
  @IsString({ each: true })
  @MaxLength(320, { each: true })
  cc?: string[];

  @Optional()
  @IsArray()
  @ArrayMaxSize(MAX_RECIPIENTS)
  @IsString({ each: true })
  @MaxLength(320, { each: true })
  bcc?: string[];

  /** Ids of files that one uploaded for it. They are kept as long as the draft is. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(MAX_FILES)
  @IsUUID(undefined, { each: true })
  attachments?: string[];

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
  @ApiProperty({ type: [String] }) cc!: string[];
  @ApiProperty({ type: [String] }) bcc!: string[];
  @ApiProperty({ type: [AttachmentView] }) attachments!: AttachmentView[];
  @ApiProperty({ type: [String], description: 'Names of files that were chosen and are no longer there.' })
  missing!: string[];
  @ApiProperty() version!: number;
  @ApiProperty() updatedAt!: Date;
}
