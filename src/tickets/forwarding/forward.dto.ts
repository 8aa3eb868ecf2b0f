import {
  ArrayMaxSize,
  IsArray,
  IsEmail,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  MinLength,
} from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';

export const FORWARDED = ['all', 'newest', 'none'] as const;

/** A question to somebody outside, such as a supplier, about a ticket. */
export class ForwardTicket {
  /** Who is asked. The same address again continues its conversation. */
  @IsEmail()
  @MaxLength(254)
  to!: string;

  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsEmail({}, { each: true })
  cc?: string[];

  /** Without it the ticket's. */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  subject?: string;

  /** The question itself. */
  @IsString()
  @MinLength(1)
  @MaxLength(100_000)
  text!: string;

  /** How much of what was said with the customer goes along; notes never do. All, unless said otherwise. */
  @Optional()
  @IsIn(FORWARDED)
  thread?: (typeof FORWARDED)[number];

  /** Ids of files of this ticket that go along. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsUUID(undefined, { each: true })
  files?: string[];

  /** The mail line from which it is asked; without it the ticket's own, else the oldest. */
  @IsOptional()
  @IsUUID()
  inboxId?: string | null;

  /** Made by the caller, once for each action: the same again gives the same message. */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  clientId?: string;
}
