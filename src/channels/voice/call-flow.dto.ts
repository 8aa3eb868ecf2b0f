import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsObject, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { Flow } from './flow/flow.js';
import { TEMPLATE_NAMES, type TemplateName } from './flow/flow.templates.js';

export class ChangeCallFlow {
  /** The version that was read; 0 where the line still has the template. */
  @IsInt()
  @Min(0)
  version!: number;

  /** The tree of steps; faults are named by their path within it. */
  @IsObject()
  flow!: Record<string, unknown>;
}

export class CallFlowView {
  @ApiProperty({ type: Object, description: 'The tree of steps.' }) flow!: Flow;
  @ApiProperty({ description: '0: the template, unchanged.' }) version!: number;
}

export class CallFlowTemplateView {
  @ApiProperty({ enum: TEMPLATE_NAMES }) name!: TemplateName;
  @ApiProperty({ type: Object, description: 'The tree of steps.' }) flow!: Flow;
}

export class PlaceSimulatedCall {
  /** Who calls, as +5511955550187, or `anonymous`. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  from?: string;

  /** Keys in the order in which they are asked for; `w` presses none. */
  @IsOptional()
  @IsString()
  @Matches(/^[0-9*#w]{0,40}$/)
  keys?: string;

  /** Seconds of voicemail. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(90)
  says?: number;

  /**
   * How the network behaves: `repeat` brings webhooks twice, `storm` five times and shuffled; with `away` we cannot be reached,
   * and the call is found afterwards on the provider's list.
   */
  @IsOptional()
  @IsIn(['calm', 'repeat', 'storm', 'away'])
  mode?: 'calm' | 'repeat' | 'storm' | 'away';
}

export class PressKeys {
  @IsString()
  @Matches(/^[0-9*#]{1,20}$/)
  keys!: string;
}

export class SimulatedCallView {
  @ApiProperty() sid!: string;
  @ApiProperty() from!: string;
  @ApiProperty({ enum: ['waiting', 'talking', 'over', 'listening'] }) state!: string;
  @ApiProperty({ type: [String], description: 'What the caller heard and did.' }) heard!: string[];
}
