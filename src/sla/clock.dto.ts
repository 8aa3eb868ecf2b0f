import { ApiProperty } from '@nestjs/swagger';
import { STATUS_CATEGORIES } from '../tickets/ticket.rules.js';
import { CLOCK_STATES, type ClockState } from './deadline.rules.js';
import { LEDGER_KINDS, type LedgerKind } from './ledger.rules.js';
import { TARGETS, type Target } from './policy.rules.js';

export class CountedView {
  @ApiProperty() from!: Date;
  @ApiProperty() to!: Date;
  @ApiProperty() minutes!: number;
}

export class PausedView {
  @ApiProperty() since!: Date;
  @ApiProperty({ enum: STATUS_CATEGORIES, description: 'The status in which this does not count.' }) why!: string;
  @ApiProperty({ type: Date, nullable: true, description: 'A reminder ends it then.' }) until!: Date | null;
}

export class ClockPauseView {
  @ApiProperty() from!: Date;
  @ApiProperty({ type: Date, nullable: true }) to!: Date | null;
  @ApiProperty({ description: 'A status category; `solved` between a solution and its reopening.' }) why!: string;
}

export class ClockPolicyView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ description: 'The version that was promised; later ones do not reach this clock.' }) version!: number;
}

export class ClockCalendarView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() version!: number;
  @ApiProperty() timezone!: string;
}

export class NextStepView {
  @ApiProperty() at!: Date;
  @ApiProperty({
    example: 'used:75',
    description: '`breach`, `used:<percent>`, `before:<minutes>`, `after:<minutes>`.',
  })
  level!: string;
}

/** One row of the ledger, in codes that the console has words for. */
export class LedgerRowView {
  @ApiProperty() seq!: number;
  @ApiProperty({ enum: LEDGER_KINDS }) kind!: LedgerKind;
  @ApiProperty({ description: 'When it holds from; a breach carries the time at which it was due.' }) at!: Date;
  @ApiProperty({ description: 'When it was written down.' }) recordedAt!: Date;
  @ApiProperty({ type: String, nullable: true }) level!: string | null;
  @ApiProperty({ type: Object, description: '`why`, `by`, `because`, `until`, and of `apply` the policy.' })
  data!: Record<string, unknown>;
}

/** A promise that runs on a ticket, or ran. */
export class ClockView {
  @ApiProperty({ enum: TARGETS }) target!: Target;
  @ApiProperty({ description: 'The first of its kind on this ticket is 1.' }) instance!: number;
  @ApiProperty({ enum: CLOCK_STATES, description: '`breached` also while it still runs: see endedAt.' })
  state!: ClockState;
  @ApiProperty() startedAt!: Date;
  @ApiProperty({ type: Date, nullable: true, description: 'Null while it is paused without an end.' })
  dueAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) endedAt!: Date | null;
  @ApiProperty({
    type: String,
    nullable: true,
    enum: ['answer', 'solved', 'arrived', 'no-reply', 'merged', 'no-visit', 'abandoned'],
  })
  endedFor!: string | null;
  @ApiProperty({ type: Date, nullable: true, description: 'When it was due.' }) breachedAt!: Date | null;
  @ApiProperty() targetMinutes!: number;
  @ApiProperty({ description: 'Of the target’s own hours, pauses not counted.' }) minutesUsed!: number;
  @ApiProperty({ description: 'Negative: that late.' }) minutesLeft!: number;
  @ApiProperty({ type: PausedView, nullable: true }) paused!: PausedView | null;
  @ApiProperty({ type: [ClockPauseView] }) pauses!: ClockPauseView[];
  @ApiProperty({ type: ClockPolicyView, nullable: true }) policy!: ClockPolicyView | null;
  @ApiProperty({ type: ClockCalendarView, nullable: true, description: 'Null: by the clock, day and night.' })
  calendar!: ClockCalendarView | null;
  @ApiProperty({ type: [CountedView], description: 'What has counted until now, or until it ended.' })
  segments!: CountedView[];
  @ApiProperty({ type: [CountedView], description: 'What will count from now until it is due.' })
  ahead!: CountedView[];
  @ApiProperty({
    type: [CountedView],
    description: 'Open hours around it, to be drawn behind: pauses are not taken out.',
  })
  open!: CountedView[];
  @ApiProperty({ type: NextStepView, nullable: true }) next!: NextStepView | null;
  @ApiProperty({ type: [LedgerRowView] }) ledger!: LedgerRowView[];
}

export class ClockList {
  @ApiProperty({ type: [ClockView] }) items!: ClockView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class NoReplyView {
  @ApiProperty({ description: 'Whether a message of the customer is marked as needing no reply.' }) marked!: boolean;
}
