import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { invalid, notFound } from '../../platform/http/refusal.js';
import { hoursProblem, openSpans, type Span, type WeekHours } from '../technicians/week-hours.rules.js';
import { TerritoriesService } from '../territories/territories.service.js';
import type { BriefVisit } from '../visits/visit-rows.js';
import type { SiteHoursBody, SiteHoursView } from './site-hours.dto.js';

/** When a place lets somebody in, and who serves it. */
@Injectable()
export class SiteHoursService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly territories: TerritoriesService,
  ) {}

  async read(siteId: string): Promise<SiteHoursView> {
    const [row] = await this.db.query<SiteHoursView[]>(
      `select s.id as "siteId", coalesce(h.hours, '{}') as hours, h.territory_id as "territoryId"
       from sites s left join site_hours h on h.site_id = s.id where s.id = $1 and s.deleted_at is null`,
      [siteId],
    );
    if (!row) throw notFound('site');
    return row;
  }

  /** When the places of visits let somebody in, by visit; one that is missing is always open. */
  async spansOf(
    reader: Pick<Tx, 'query'>,
    visits: readonly Pick<BriefVisit, 'id' | 'place'>[],
    span: Span,
  ): Promise<Map<string, Span[]>> {
    const sites = [...new Set(visits.flatMap((visit) => visit.place?.siteId ?? []))];
    if (sites.length === 0) return new Map();
    const rows = await reader.query<{ siteId: string; hours: WeekHours }>(
      'select site_id as "siteId", hours from site_hours where site_id = any($1::uuid[]) and hours <> $2',
      [sites, '{}'],
    );
    const hoursOf = new Map(rows.map(({ siteId, hours }) => [siteId, hours]));
    return new Map(
      visits.flatMap(({ id, place }) => {
        const hours = place?.siteId ? hoursOf.get(place.siteId) : undefined;
        return hours ? [[id, openSpans(hours, place!.timezone, span.from, span.to)] as const] : [];
      }),
    );
  }

  async set(siteId: string, { hours, territoryId = null }: SiteHoursBody): Promise<void> {
    const problem = hoursProblem(hours);
    if (problem) throw invalid('hours', problem);
    await this.work.run(async (tx: Tx) => {
      const [site] = await tx.query('select 1 from sites where id = $1 and deleted_at is null for share', [siteId]);
      if (!site) throw notFound('site');
      if (territoryId) await this.territories.require(tx, [territoryId], 'territoryId');
      await tx.query(
        `insert into site_hours (site_id, hours, territory_id) values ($1, $2, $3)
         on conflict (site_id) do update set hours = excluded.hours, territory_id = excluded.territory_id`,
        [siteId, JSON.stringify(hours), territoryId],
      );
    });
  }
}
