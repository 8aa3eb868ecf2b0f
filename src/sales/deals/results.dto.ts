import { ApiProperty } from '@nestjs/swagger';
import { IsIn, MaxLength } from 'class-validator';
import { IsDay } from '../../platform/http/day.decorator.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { DealCostView, DealFilter } from './deal.dto.js';

export const RESULT_GROUPS = ['month', 'owner', 'source', 'segment', 'reason'] as const;
export type ResultGroup = (typeof RESULT_GROUPS)[number];

export class ResultsQuery extends DealFilter {
  /** Left out, by month. `reason` is why deals were lost. */
  @Optional() @IsIn(RESULT_GROUPS) by?: ResultGroup;
  /** Closed on this day or later, by the reader’s clock; left out, from the first of the month eleven months ago. */
  @Optional() @IsDay() from?: string;
  /** Closed on this day or before. */
  @Optional() @IsDay() to?: string;
}

export class ResultDealsQuery extends ResultsQuery {
  /** Of one line: its `key`. */
  @Optional() @MaxLength(60) key?: string;
  @Optional() @IsIn(['won', 'lost']) state?: 'won' | 'lost';
}

export class DealWorthView {
  @ApiProperty({ example: 'BRL' }) currency!: string;
  @ApiProperty({ description: 'Over the whole terms, in the smallest unit of the currency.' }) worthMinor!: number;
}

export class ResultEnd {
  @ApiProperty() count!: number;
  @ApiProperty({ type: [DealWorthView] }) totals!: DealWorthView[];
  @ApiProperty({ type: [DealCostView], description: 'What the visits of these deals have cost us.' })
  costs!: DealCostView[];
}

export class ResultLine {
  @ApiProperty({ description: '`YYYY-MM`, an id, a segment, or `none`' }) key!: string;
  @ApiProperty({ type: String, nullable: true, description: 'For people, where the key is not.' })
  name!: string | null;
  @ApiProperty({ type: ResultEnd }) won!: ResultEnd;
  @ApiProperty({ type: ResultEnd }) lost!: ResultEnd;
}

export class ResultsView {
  @ApiProperty({ enum: RESULT_GROUPS }) by!: ResultGroup;
  @ApiProperty({ format: 'date' }) from!: string;
  @ApiProperty({ format: 'date' }) to!: string;
  @ApiProperty({ type: ResultEnd }) won!: ResultEnd;
  @ApiProperty({ type: ResultEnd }) lost!: ResultEnd;
  @ApiProperty({ type: [ResultLine] }) items!: ResultLine[];
}
