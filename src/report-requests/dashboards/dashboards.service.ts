import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { RequestRows } from '../requests/request-rows.service.js';
import { RequestWriter } from '../requests/request-writer.service.js';
import type { DashboardBody, DashboardView, TileView } from './dashboard.dto.js';
import { filled, monthsUntil, NEEDS, type Tile, type TileNeeds, type TilePoint } from './tile.rules.js';
import { TILE_SOURCES } from './tile-sources.js';

interface Row {
  tiles: Tile[];
  shared: boolean;
  version: number;
}

const NONE: Row = { tiles: [], shared: false, version: 0 };
const ALL: readonly TileNeeds[] = ['tickets', 'equipment', 'money'];

/** Live figures of a request: composed by us, over the company's own rows, counted when they are looked at. */
@Injectable()
export class ReportDashboards {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly rows: RequestRows,
    private readonly writer: RequestWriter,
  ) {}

  /** `may`: what of the company's data the reader may see. */
  async of(idOrNumber: string, may: readonly TileNeeds[] = ALL): Promise<DashboardView> {
    const { id, companyId } = await this.rows.row(idOrNumber);
    const { tiles, shared, version } = await this.saved(id);
    const seen = tiles.filter(({ kind }) => may.includes(NEEDS[kind]));
    return {
      tiles: await Promise.all(seen.map((tile) => this.count(companyId, tile))),
      shared,
      hidden: tiles.length - seen.length,
      version,
      at: this.clock.now(),
    };
  }

  async tile(idOrNumber: string, tileId: string, may: readonly TileNeeds[] = ALL): Promise<TileView> {
    const { id, companyId } = await this.rows.row(idOrNumber);
    const tile = (await this.saved(id)).tiles.find((one) => one.id === tileId);
    if (!tile || !may.includes(NEEDS[tile.kind])) throw notFound('tile');
    return this.count(companyId, tile);
  }

  async isShared(requestId: string): Promise<boolean> {
    const { shared, tiles } = await this.saved(requestId);
    return shared && tiles.length > 0;
  }

  compose(actor: Actor, idOrNumber: string, { version, tiles, shared }: DashboardBody): Promise<void> {
    return this.work.run(async (tx) => {
      const request = await this.writer.lock(tx, idOrNumber);
      if (request.endedAt) throw conflict('wrong_state', `This is not possible while it is ${request.state}.`);
      const [before] = await tx.query<Row>(
        'select tiles, shared, version from report_dashboards where request_id = $1 for update',
        [request.id],
      );
      if (version !== undefined && version !== (before?.version ?? 0)) throw stale(before?.version ?? 0);
      const known = new Set((before?.tiles ?? []).map(({ id }) => id));
      const next = tiles.map(({ id, kind, title, months }, at): Tile => {
        if (id && !known.delete(id)) throw invalid(`tiles[${at}].id`, 'is no tile of this dashboard');
        return { id: id ?? newId(), kind, title: title?.trim() ?? '', months };
      });
      await tx.query(
        `insert into report_dashboards (request_id, tiles, shared, version, updated_at) values ($1, $2, $3, 1, $4)
         on conflict (request_id) do update set tiles = excluded.tiles, shared = excluded.shared,
           version = report_dashboards.version + 1, updated_at = excluded.updated_at`,
        [request.id, JSON.stringify(next), shared, this.clock.now()],
      );
      const wasShared = before?.shared ?? false;
      const moment = shared === wasShared ? 'composed' : shared ? 'shared' : 'hidden';
      await this.writer.apply(
        tx,
        actor,
        request,
        {},
        {
          type: `report.dashboard-${moment}`,
          data: { tiles: next.length },
        },
      );
    });
  }

  private async saved(requestId: string): Promise<Row> {
    const [row] = await this.db.query<Row[]>(
      'select tiles, shared, version from report_dashboards where request_id = $1',
      [requestId],
    );
    return row ?? NONE;
  }

  private async count(companyId: string, tile: Tile): Promise<TileView> {
    const { timeZone } = await this.settings.current();
    const months = monthsUntil(dayIn(this.clock.now(), timeZone), tile.months);
    const points = await this.db.query<TilePoint[]>(TILE_SOURCES[tile.kind], [companyId, `${months[0]}-01`, timeZone]);
    return {
      ...tile,
      points: filled(points, months, tile.kind).map(({ key, name, namePt, value, unit }) => ({
        ...{ key, name, value, unit },
        namePt: namePt ?? null,
      })),
    };
  }
}

const dayIn = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
