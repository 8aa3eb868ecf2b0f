import { IsIn, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PRIORITIES, type Priority } from '../ticket.rules.js';

/** A piece of the work on a ticket, with a life of its own. */
export class NewTask {
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  subject!: string;

  /** Kept as the task's first note. */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(100_000)
  text?: string;

  /** The ticket's, unless said otherwise; null: nobody's. */
  @IsOptional()
  @IsUUID()
  teamId?: string | null;

  @IsOptional()
  @IsUUID()
  assigneeId?: string | null;

  @Optional()
  @IsIn(PRIORITIES)
  priority?: Priority;
}
