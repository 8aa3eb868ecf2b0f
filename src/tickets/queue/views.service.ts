import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Reading } from '../../platform/database/reading.js';
import { Work } from '../../platform/database/work.js';
import { can, type Actor } from '../../platform/http/access.decorators.js';
import { forbidden, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { BUILT_IN_VIEWS, isUuid, type TicketFilter } from './ticket-filter.rules.js';
import { refuseUnsound } from './ticket-query.dto.js';
import { SavedView } from './ticket-view.entity.js';
import type { ChangeView, CreateView, ViewOfTickets } from './view.dto.js';

const MAX_SHOWN = 200;

/** Lists that everybody has, that somebody shared, and one's own. */
@Injectable()
export class ViewsService {
  constructor(
    private readonly reading: Reading,
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor): Promise<ViewOfTickets[]> {
    const saved = await this.reading.entities(
      SavedView,
      `where shared or owner_id = $1 order by shared desc, lower(name), id limit ${MAX_SHOWN}`,
      [actor.id],
    );
    return [...builtIn, ...saved.map(present)];
  }

  async find(actor: Actor, keyOrId: string): Promise<ViewOfTickets> {
    const shipped = builtIn.find((view) => view.id === keyOrId);
    if (shipped) return shipped;
    const [saved] = isUuid(keyOrId) ? await this.reading.entities(SavedView, 'where id = $1', [keyOrId]) : [];
    if (!saved || !(saved.shared || saved.ownerId === actor.id)) throw notFound('view');
    return present(saved);
  }

  async create(actor: Actor, body: CreateView): Promise<ViewOfTickets> {
    refuseUnsound(body.filter, 'filter.');
    this.refuseSharing(actor, body.shared ?? false);
    const view: SavedView = {
      id: newId(),
      ownerId: actor.id!,
      name: body.name.trim(),
      icon: body.icon ?? null,
      filter: body.filter as TicketFilter,
      sort: body.sort ?? 'due',
      shared: body.shared ?? false,
      version: 1,
      createdAt: this.clock.now(),
    };
    await this.work.run((tx) => tx.insert(SavedView, view));
    return present(view);
  }

  async change(actor: Actor, id: string, { version, ...body }: ChangeView): Promise<ViewOfTickets> {
    if (body.filter) refuseUnsound(body.filter, 'filter.');
    return this.work.run(async (tx) => {
      const view = this.mine(actor, await tx.lock(SavedView, { id }));
      if (version !== undefined && version !== view.version) throw stale(view.version);
      if (body.shared !== view.shared) this.refuseSharing(actor, body.shared ?? false);
      const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      Object.assign(view, given, { version: view.version + 1 });
      await tx.manager.update(SavedView, { id }, view);
      return present(view);
    });
  }

  async remove(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      this.mine(actor, await tx.lock(SavedView, { id }));
      await tx.manager.delete(SavedView, { id });
    });
  }

  /** One's own, or a shared one where one may share. */
  private mine(actor: Actor, view: SavedView | null): SavedView {
    if (!view || (view.ownerId !== actor.id && !view.shared)) throw notFound('view');
    if (view.ownerId !== actor.id && !can(actor, 'views:share')) throw forbidden('This view belongs to somebody else.');
    return view;
  }

  private refuseSharing(actor: Actor, shared: boolean): void {
    if (shared && !can(actor, 'views:share')) throw forbidden('You may not share views.');
  }
}

const builtIn: ViewOfTickets[] = BUILT_IN_VIEWS.map((view) => ({
  ...view,
  id: view.key,
  shared: true,
  builtIn: true,
  ownerId: null,
}));

const present = (view: SavedView): ViewOfTickets => ({
  id: view.id,
  key: null,
  name: view.name,
  icon: view.icon,
  filter: view.filter,
  sort: view.sort,
  shared: view.shared,
  builtIn: false,
  ownerId: view.ownerId,
  version: view.version,
});
