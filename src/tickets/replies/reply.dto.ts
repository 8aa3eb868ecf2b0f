import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsEmail,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';

const MAX_TEXT = 200_000;
export const MAX_RECIPIENTS = 50;

export class TemplateVariableBody {
  @IsIn(['header', 'body'])
  in!: 'header' | 'body';

  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name!: string;

  @IsString()
  @MaxLength(1000)
  value!: string;
}

export class TemplateBody {
  @IsString()
  @MinLength(1)
  @MaxLength(600)
  name!: string;

  @IsString()
  @MinLength(2)
  @MaxLength(20)
  language!: string;

  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => TemplateVariableBody)
  variables!: TemplateVariableBody[];
}

/** A reply to the customer or a note among ourselves. */
export class NewMessageBody {
  @IsIn(['reply', 'note'])
  kind!: 'reply' | 'note';

  /** On which channel; the newest conversation of that kind, or a new one. Without it, where the customer last wrote. */
  @Optional()
  @IsString()
  @MaxLength(40)
  channel?: string;

  @Optional()
  @IsUUID()
  conversationId?: string;

  /** Answers what was said in public (`conversationId`) where only that customer reads it. */
  @Optional()
  @IsBoolean()
  privately?: boolean;

  /** The one message of the conversation that a reply answers: the customer sees it above the answer. */
  @Optional()
  @IsUUID()
  quotes?: string;

  /** The line of a new conversation, where the ticket has none to answer in. */
  @Optional()
  @IsUUID()
  inboxId?: string;

  /** Required unless there is `html`, of which it is then made, or a `template`, which says it all. */
  @ValidateIf(
    (body: NewMessageBody) => body.text !== undefined || (body.html === undefined && body.template === undefined),
  )
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_TEXT)
  text?: string;

  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_TEXT)
  html?: string;

  @Optional()
  @IsString()
  @MaxLength(300)
  subject?: string;

  @Optional()
  @IsArray()
  @ArrayMaxSize(MAX_RECIPIENTS)
  @IsString({ each: true })
  @MinLength(1, { each: true })
  @MaxLength(254, { each: true })
  to?: string[];

  @Optional()
  @IsArray()
  @ArrayMaxSize(MAX_RECIPIENTS)
  @IsEmail({}, { each: true })
  cc?: string[];

  @Optional()
  @IsArray()
  @ArrayMaxSize(MAX_RECIPIENTS)
  @IsEmail({}, { each: true })
  bcc?: string[];

  /** Ids of files that the same person uploaded. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsUUID(undefined, { each: true })
  attachments?: string[];

  /** Users whom a note calls. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsUUID(undefined, { each: true })
  mentions?: string[];

  /** Made by the caller, once for each action: the same again gives the same message. */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  clientId?: string;

  /** `seq` of the last message the writer saw: where the customer has written since, 409 `newer_message`. */
  @Optional()
  @IsInt()
  @Min(0)
  seenSeq?: number;

  /** A text that the provider of the line approved (`GET /inboxes/{id}/templates`), instead of one's own. */
  @Optional()
  @ValidateNested()
  @Type(() => TemplateBody)
  template?: TemplateBody;

  /** Leaves then. */
  @Optional()
  @Type(() => Date)
  @IsDate()
  sendAt?: Date;

  /** Solves the ticket with it. */
  @Optional()
  @IsBoolean()
  solve?: boolean;
}
