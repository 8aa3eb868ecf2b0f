import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PipelineView, StageView } from '../pipelines/pipeline.dto.js';
import { DealCostView, DealFilter, DealRow } from './deal.dto.js';

export class DealBoardQuery extends DealFilter {}

export class TotalView {
  @ApiProperty({ example: 'BRL' }) currency!: string;
  @ApiProperty({ description: 'Over the whole terms.' }) worthMinor!: number;
  @ApiProperty({ description: 'The same, by the probability of each deal’s stage.' }) weightedMinor!: number;
}

export class BoardStage extends StageView {
  @ApiProperty() count!: number;
  @ApiProperty({ type: [TotalView] }) totals!: TotalView[];
  @ApiProperty({ type: [DealRow], description: 'The first ones, by what is to be done next.' }) deals!: DealRow[];
  @ApiProperty({ type: String, nullable: true, description: 'For GET /deals?stage=…&sort=next.' })
  nextCursor!: string | null;
}

export class DealSums {
  @ApiProperty() count!: number;
  @ApiProperty({ type: [TotalView] }) totals!: TotalView[];
}

export class BoardEnd extends DealSums {
  @ApiProperty({ type: [DealCostView], description: 'What the visits of these deals have cost us.' })
  costs!: DealCostView[];
}

export class BoardFigures {
  @ApiProperty() open!: number;
  @ApiProperty({ description: 'Whose next step is late.' }) overdue!: number;
  @ApiProperty({ description: 'Without a next step.' }) withoutNext!: number;
  @ApiProperty({ description: 'Whose next step is due later today.' }) dueToday!: number;
}

export class DealBoardView {
  @ApiProperty({ type: PipelineView }) pipeline!: PipelineView;
  @ApiProperty({ type: [TotalView] }) totals!: TotalView[];
  @ApiProperty({ type: [DealCostView], description: 'What the visits of open deals have cost us.' })
  costs!: DealCostView[];
  @ApiProperty({ type: BoardFigures }) figures!: BoardFigures;
  @ApiProperty({ type: [BoardStage] }) stages!: BoardStage[];
  @ApiProperty({ type: BoardEnd, description: 'This month.' }) won!: BoardEnd;
  @ApiProperty({ type: BoardEnd, description: 'This month.' }) lost!: BoardEnd;
}

export class ForecastQuery extends DealFilter {
  @Optional() @Type(() => Number) @IsInt() @Min(1) @Max(24) months?: number;
}

export class ForecastMonth {
  @ApiProperty({ example: '2026-11', nullable: true, type: String, description: 'Null: nobody said when.' })
  month!: string | null;
  @ApiProperty() count!: number;
  @ApiProperty({ type: [TotalView], description: 'Of what is open.' }) totals!: TotalView[];
  @ApiProperty({ type: [DealCostView], description: 'What the visits of what is open have cost us.' })
  costs!: DealCostView[];
  @ApiProperty({ type: [TotalView], description: 'Of what was won in it.' }) won!: TotalView[];
  @ApiProperty({ type: [DealCostView], description: 'What the visits of what was won in it have cost us.' })
  wonCosts!: DealCostView[];
}

export class ForecastView {
  @ApiProperty({ type: ForecastMonth, description: 'Expected to have closed by now.' }) late!: ForecastMonth;
  @ApiProperty({ type: [ForecastMonth] }) months!: ForecastMonth[];
  @ApiProperty({ type: ForecastMonth, description: 'Without an expected close.' }) undated!: ForecastMonth;
}
