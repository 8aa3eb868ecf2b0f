import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Who goes to a visit, as people who sign in. */
@Injectable()
export class VisitCrews {
  constructor(private readonly db: DataSource) {}

  async of(visitId: string): Promise<string[]> {
    const rows = await this.db.query<{ userId: string }[]>(
      `select who.user_id as "userId" from visit_technicians vt join technicians who on who.id = vt.technician_id where vt.visit_id = $1`,
      [visitId],
    );
    return rows.map((row) => row.userId);
  }
}
