import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import type { MacroAction } from './macro.rules.js';

export class CreateCannedReply {
  /** What is typed after `/`: letters, digits, dashes. */
  @IsString()
  @Matches(/^[\p{L}\p{N}_-]{1,40}$/u, { message: 'shortcut has letters, digits and dashes only' })
  shortcut!: string;

  @IsString()
  @MinLength(1)
  @MaxLength(120)
  title!: string;

  /** May name {{customer.name}}, {{customer.first_name}}, {{ticket.number}}, {{ticket.subject}}, {{agent.name}}. */
  @IsString()
  @MinLength(1)
  @MaxLength(10_000)
  text!: string;

  @IsOptional()
  @IsUUID()
  teamId?: string | null;

  /** Only for oneself. Left out: shared, with everybody or the team, which needs `canned:manage`. */
  @Optional()
  @IsBoolean()
  personal?: boolean;
}

export class ChangeCannedReply {
  @Optional()
  @IsInt()
  @Min(1)
  version?: number;

  @Optional()
  @IsString()
  @Matches(/^[\p{L}\p{N}_-]{1,40}$/u, { message: 'shortcut has letters, digits and dashes only' })
  shortcut?: string;

  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(120)
  title?: string;

  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(10_000)
  text?: string;

  @IsOptional()
  @IsUUID()
  teamId?: string | null;

  @Optional()
  @IsBoolean()
  personal?: boolean;
}

export class CannedReplyView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() shortcut!: string;
  @ApiProperty() title!: string;
  @ApiProperty() text!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) teamId!: string | null;
  @ApiProperty({ description: 'Nobody else sees it.' }) personal!: boolean;
  @ApiProperty() version!: number;
}

export class CannedReplyList {
  @ApiProperty({ type: [CannedReplyView] }) items!: CannedReplyView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}

export class CreateMacro {
  @IsString()
  @MinLength(1)
  @MaxLength(80)
  name!: string;

  /** Steps `{type, value}`: status, priority, mode, type, assignee, team, tag, untag, snooze (minutes), reply, note. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(30)
  @IsObject({ each: true })
  actions!: Record<string, unknown>[];
}

export class ChangeMacro {
  @Optional()
  @IsInt()
  @Min(1)
  version?: number;

  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(80)
  name?: string;

  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(30)
  @IsObject({ each: true })
  actions?: Record<string, unknown>[];
}

export class MacroView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: [Object] }) actions!: MacroAction[];
  @ApiProperty() version!: number;
}

export class MacroList {
  @ApiProperty({ type: [MacroView] }) items!: MacroView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}

export class MacroPreview {
  @ApiProperty({ type: Object, description: 'What of the ticket would change, and into what.' })
  change!: Record<string, unknown>;
  @ApiProperty({ type: [Object], description: 'What would be said.' }) say!: { kind: 'reply' | 'note'; text: string }[];
}
