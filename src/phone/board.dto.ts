import { ApiProperty } from '@nestjs/swagger';
import { IsTimeZone } from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import { CallView } from './phone.dto.js';

export class CallBoardQuery {
  /** In which the day begins. */
  @Optional()
  @IsTimeZone()
  timeZone?: string;
}

export class BoardNow {
  @ApiProperty() waiting!: number;
  @ApiProperty({ type: Date, nullable: true, description: 'Since when the first in line waits.' })
  longestWaitSince!: Date | null;
  @ApiProperty() talking!: number;
  @ApiProperty({ description: 'People who write down what a call was about.' }) wrapUp!: number;
  @ApiProperty({ description: 'People who would get the next call.' }) available!: number;
  @ApiProperty({ description: 'People who talk.' }) busy!: number;
}

export class BoardDay {
  @ApiProperty() calls!: number;
  @ApiProperty() answered!: number;
  @ApiProperty({ description: 'Callers who hung up in line.' }) abandoned!: number;
  @ApiProperty() missed!: number;
  @ApiProperty({ type: Number, nullable: true }) averageWaitSeconds!: number | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Share of the promises of an answer that were kept; null where none was promised.',
  })
  withinTarget!: number | null;
}

export const BOARD_STATES = ['talking', 'wrapUp', 'available', 'away'] as const;

export class BoardPerson {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: BOARD_STATES }) state!: (typeof BOARD_STATES)[number];
  @ApiProperty({ type: Date, nullable: true, description: 'Of the call, or of the notes after it.' })
  since!: Date | null;
}

export class CallBoardView {
  @ApiProperty({ type: [CallView] }) calls!: CallView[];
  @ApiProperty({ type: BoardNow }) now!: BoardNow;
  @ApiProperty({
    type: [BoardPerson],
    description: 'Of the teams that somebody sees: who talks first, who is away last.',
  })
  people!: BoardPerson[];
  @ApiProperty({ type: BoardDay }) today!: BoardDay;
}
