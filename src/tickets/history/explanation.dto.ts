import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { EventActorView } from './ticket-event.dto.js';
import type { ReasonCode } from './explain.rules.js';

export class ReasonView {
  @ApiProperty({
    type: String,
    description: '`hand`: a person chose it; `default`: as every ticket begins; else what decided.',
  })
  code!: ReasonCode;
  @ApiProperty({ type: EventActorView }) by!: EventActorView;
  @ApiProperty() at!: Date;
  @ApiPropertyOptional({ description: 'Before.' }) from?: unknown;
  @ApiPropertyOptional({ description: 'After.' }) to?: unknown;
  @ApiPropertyOptional({ type: Object }) because?: Record<string, unknown>;
}

export class AnswerView {
  @ApiProperty({ description: 'What it is now.' }) value!: unknown;
  @ApiProperty({ type: [ReasonView], description: 'The one that holds first.' }) reasons!: ReasonView[];
}

/** Why the ticket is as it is, question by question. */
export class Explanation {
  @ApiProperty({ format: 'uuid' }) ticketId!: string;
  @ApiProperty({ type: AnswerView }) status!: AnswerView;
  @ApiProperty({ type: AnswerView }) priority!: AnswerView;
  @ApiProperty({ type: AnswerView }) mode!: AnswerView;
  @ApiProperty({ type: AnswerView }) type!: AnswerView;
  @ApiProperty({ type: AnswerView }) assignee!: AnswerView;
  @ApiProperty({ type: AnswerView }) team!: AnswerView;
  @ApiProperty({ type: AnswerView, nullable: true, description: 'Null without a promise.' })
  due!: AnswerView | null;
  @ApiPropertyOptional({ type: AnswerView, description: 'Which promise holds, and which tests decided.' })
  policy?: AnswerView;
  @ApiPropertyOptional({ type: AnswerView, description: 'The ledger of its clocks, the last row first.' })
  deadlines?: AnswerView;
}
