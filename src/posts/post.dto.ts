import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsDate,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsTimeZone,
  IsUrl,
  IsUUID,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import { PageQuery } from '../platform/http/paging.js';
import {
  POST_STATES,
  PROBLEMS,
  TARGET_STATES,
  type PostState,
  type ProblemCode,
  type TargetState,
} from './post.rules.js';

/** More than any line takes. */
const MAX_TEXT = 70_000;
const WEB = { protocols: ['http', 'https'], require_protocol: true };

/** What a post says and where; everything may come later, until it is published. */
export class PostBody {
  @Optional()
  @IsString()
  @MaxLength(MAX_TEXT)
  text?: string;

  @IsOptional()
  @IsUrl(WEB)
  @MaxLength(2000)
  link?: string | null;

  /** A file that was uploaded (`POST /attachments`), of the caller; null: no picture. */
  @IsOptional()
  @IsUUID()
  pictureId?: string | null;

  /** The lines on which it goes. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(30)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  inboxIds?: string[];

  /** When it goes out, once it is approved; null, or where it has passed by then: at once. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  plannedAt?: Date | null;

  /** In which the time was chosen. */
  @IsOptional()
  @IsTimeZone()
  zone?: string | null;
}

export class PostChange extends PostBody {
  @IsInt()
  @Min(1)
  version!: number;
}

/** Of what one has seen: 409 where somebody changed it since. */
export class PostVersion {
  @IsInt()
  @Min(1)
  version!: number;
}

export class PostRefusal extends PostVersion {
  /** For its author. */
  @IsString()
  @MinLength(1)
  @MaxLength(1000)
  reason!: string;
}

export class PostThere {
  /** Where it is read, where one knows. */
  @Optional()
  @IsUrl(WEB)
  @MaxLength(2000)
  url?: string;
}

export class PostQuery extends PageQuery {
  @Optional()
  @IsIn(POST_STATES)
  state?: PostState;

  /** Those under which something was said that is on this ticket, by its id or number. */
  @Optional()
  @IsString()
  @MaxLength(40)
  ticket?: string;
}

export class PostLine {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() channel!: string;
}

export class PostPerson {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class PostPicture {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() type!: string;
  @ApiProperty() size!: number;
  @ApiProperty({ description: 'Where it is downloaded, with the right to see posts.' }) url!: string;
}

export class PostTargetView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: PostLine }) inbox!: PostLine;
  @ApiProperty({
    enum: TARGET_STATES,
    description: '`unknown`: may be there. It is not published again before the provider or a person has said.',
  })
  state!: TargetState;
  @ApiProperty({ type: String, nullable: true, description: 'Where everybody reads it.' }) url!: string | null;
  @ApiProperty({ type: String, nullable: true }) error!: string | null;
  @ApiProperty({ type: Date, nullable: true, description: 'When it is tried again.' }) nextAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) publishedAt!: Date | null;
}

export class PostView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() text!: string;
  @ApiProperty({ type: String, nullable: true }) link!: string | null;
  @ApiProperty({ type: PostPicture, nullable: true }) picture!: PostPicture | null;
  @ApiProperty({ enum: POST_STATES }) state!: PostState;
  @ApiProperty({ type: String, nullable: true, description: 'Why it did not go out at its time.' }) problem!:
    string | null;
  @ApiProperty({ type: Date, nullable: true }) plannedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) zone!: string | null;
  @ApiProperty({ type: PostPerson, nullable: true }) author!: PostPerson | null;
  @ApiProperty({ type: Date, nullable: true }) askedAt!: Date | null;
  @ApiProperty({ type: PostPerson, nullable: true }) approvedBy!: PostPerson | null;
  @ApiProperty({ type: Date, nullable: true }) approvedAt!: Date | null;
  @ApiProperty({ type: PostPerson, nullable: true }) refusedBy!: PostPerson | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was refused.' }) refusal!: string | null;
  @ApiProperty({ type: Date, nullable: true, description: 'When it began to go out.' }) startedAt!: Date | null;
  @ApiProperty({ type: [PostTargetView] }) targets!: PostTargetView[];
  @ApiProperty({ description: 'How often something was said under it.' }) answers!: number;
  @ApiProperty() version!: number;
  @ApiProperty() createdAt!: Date;
}

export class PostPage {
  @ApiProperty({ type: [PostView] }) items!: PostView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class PostProblem {
  @ApiProperty({ enum: PROBLEMS }) code!: ProblemCode;
  @ApiProperty({ description: 'In words.' }) message!: string;
  @ApiPropertyOptional({ description: 'How many characters or bytes there may be.' }) limit?: number;
  @ApiPropertyOptional({ description: 'Which setting of the line is empty.' }) setting?: string;
}

export class PostOnLine {
  @ApiProperty({ type: PostLine }) inbox!: PostLine;
  @ApiProperty({ description: 'As it reads there.' }) text!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Shown in a place of its own.' }) link!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'How long the text may be there.' }) maxText!:
    number | null;
  @ApiProperty({ type: [PostProblem] }) problems!: PostProblem[];
}

export class PostPreview {
  @ApiProperty({ type: [PostOnLine] }) lines!: PostOnLine[];
}

export class PostAnswerTicket {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
}

/** Something that a customer said under a post. */
export class PostAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() text!: string;
  @ApiProperty({ description: 'Its author took it back.' }) takenBack!: boolean;
  @ApiProperty({ type: PostPerson, nullable: true }) contact!: PostPerson | null;
  @ApiProperty({ type: PostLine }) inbox!: PostLine;
  @ApiProperty({ type: PostAnswerTicket }) ticket!: PostAnswerTicket;
  @ApiProperty({ description: 'We have answered it since.' }) answered!: boolean;
  @ApiProperty() at!: Date;
}

export class PostAnswerPage {
  @ApiProperty({ type: [PostAnswer] }) items!: PostAnswer[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
