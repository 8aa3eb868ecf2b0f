import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AttendanceService } from '../../identity/presence/attendance.service.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { AvailabilityChange, AvailabilityView } from './assignment.dto.js';
import { AssignmentTerms } from './assignment-terms.service.js';
import { Candidates, USUAL_MOST } from './candidates.js';
import { TeamLine } from './line.js';

/** Whether a person takes work, and how much they have. */
@Injectable()
export class AvailabilityService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly attendance: AttendanceService,
    private readonly terms: AssignmentTerms,
    private readonly candidates: Candidates,
    private readonly line: TeamLine,
  ) {}

  async read(userId: string): Promise<AvailabilityView> {
    const [attended, measure] = await Promise.all([this.attendance.of(userId), this.measureOf(userId)]);
    return { ...attended, ...measure };
  }

  async change(userId: string, { state, giveBack }: AvailabilityChange): Promise<AvailabilityView> {
    const givenBack = await this.work.run(async (tx) => {
      const returned = state === 'away' && giveBack ? await this.line.giveBack(tx, userId) : undefined;
      await this.attendance.chosen(tx, userId, state);
      return returned;
    });
    return { ...(await this.read(userId)), ...(givenBack !== undefined && { givenBack }) };
  }

  async measureOf(userId: string): Promise<{ load: number; most: number }> {
    const [row] = await this.db.query<{ most: number }[]>('select most from assignment_people where user_id = $1', [
      userId,
    ]);
    const loads = await this.candidates.loads(this.reader, [userId], await this.terms.now());
    return { load: loads.get(userId) ?? 0, most: row?.most ?? USUAL_MOST };
  }

  /** Reading needs no transaction. */
  get reader(): Pick<Tx, 'query'> {
    return { query: (sql, parameters) => this.db.query(sql, parameters) };
  }
}
