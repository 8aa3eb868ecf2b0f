import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NamedBrief } from '../visits/visit.view.dto.js';
import { BROKEN_RULES, type BrokenCode } from './broken.rules.js';

export class VisitBrief {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'W-2284' }) ref!: string;
}

/** A hard rule of planning that a time and its people would break; the console words it by `code`. */
export class BrokenRuleView {
  @ApiProperty({ enum: BROKEN_RULES }) code!: BrokenCode;
  @ApiProperty({ type: NamedBrief, nullable: true }) technician!: NamedBrief | null;
  @ApiProperty({ type: VisitBrief, nullable: true, description: 'The visit at which it is broken.' })
  visit!: VisitBrief | null;
  @ApiProperty({
    type: VisitBrief,
    nullable: true,
    description: 'The visit that it collides with or comes from; without it, from home.',
  })
  other!: VisitBrief | null;
  @ApiProperty({ type: Number, nullable: true, description: 'How far off.' }) minutes!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'How many too many, or too few.' })
  count!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'The name of the skill, territory or tool.' })
  what!: string | null;
  @ApiProperty({ example: 'Bia Rocha would be home 35 min after the end of work.' }) message!: string;
}

/** The problem that answers a plan by hand which breaks hard rules. */
export class RulesBrokenProblem {
  @ApiProperty() type!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ example: 409 }) status!: number;
  @ApiProperty() detail!: string;
  @ApiProperty({ example: 'rules_broken', description: 'Or `double_booking`, which nobody can force.' }) code!: string;
  @ApiPropertyOptional({ type: [BrokenRuleView], description: 'With `rules_broken`.' }) rules?: BrokenRuleView[];
}
