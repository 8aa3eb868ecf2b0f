import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsUUID } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { IsDay } from '../../platform/http/day.decorator.js';

export class NewRun {
  /** All that is due by this day; today where it is left out. */
  @Optional() @IsDay() until?: string;
  /** False: they stay drafts to look at. */
  @Optional() @IsBoolean() issue?: boolean;
  /** Customers get them by mail. */
  @Optional() @IsBoolean() send?: boolean;
  /** This one alone. */
  @Optional() @IsUUID() contractId?: string;
}

export class RunProblem {
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty() problem!: string;
}

export class RunView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'date' }) until!: string;
  @ApiProperty() issue!: boolean;
  @ApiProperty() send!: boolean;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) contractId!: string | null;
  @ApiProperty({ enum: ['running', 'done'] }) state!: 'running' | 'done';
  @ApiProperty({ description: 'Contracts that were due when it began' }) total!: number;
  @ApiProperty({ description: 'Contracts looked at so far' }) lookedAt!: number;
  @ApiProperty({ description: 'Invoices made' }) made!: number;
  @ApiProperty() failed!: number;
  @ApiProperty({ type: [RunProblem], description: 'The first hundred' }) problems!: RunProblem[];
  @ApiProperty() by!: string;
  @ApiProperty({ format: 'date-time' }) startedAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) endedAt!: Date | null;
}

export class RunList {
  @ApiProperty({ type: [RunView], description: 'The last fifty, newest first' }) items!: RunView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}
