import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CalendarBook } from '../../hours/calendar-book.service.js';
import { Clock } from '../../platform/clock.js';
import type { Extension } from '../calls/extension.entity.js';
import { Extensions } from '../calls/extensions.service.js';
import type { ReachedExtension } from './flow/extension.rules.js';
import { everyStep, type Flow } from './flow/flow.js';

/** The extensions of the desk as a caller finds them now: open or closed, free or busy. */
@Injectable()
export class ExtensionDirectory {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly extensions: Extensions,
    private readonly calendars: CalendarBook,
  ) {}

  /** Nothing is asked for a flow that leads to none. */
  async for({ steps }: Flow): Promise<ReachedExtension[]> {
    const asked = [...everyStep(steps)].some(({ step }) => step.do === 'extension' || step.do === 'ring');
    return asked ? this.all() : [];
  }

  private async all(): Promise<ReachedExtension[]> {
    const all = await this.extensions.all();
    const people = new Map(all.map((one) => [one.id, this.extensions.peopleOf(one, all)]));
    const userIds = [...new Set([...people.values()].flat().flatMap(({ userId }) => userId ?? []))];
    const [idle, online, open] = await Promise.all([
      this.extensions.idle(userIds, this.clock.now()),
      this.extensions.online(userIds),
      this.openings(all),
    ]);
    const standing = (one: Extension): ReachedExtension['standing'] => {
      if (one.calendarId && !open.get(one.calendarId)) return 'closed';
      const free = people.get(one.id)!.filter(({ userId }) => idle.has(userId!));
      if (free.length === 0) return 'busy';
      return free.some(({ userId, targets }) => online.has(userId!) || targets.length > 0) ? 'free' : 'nobody';
    };
    return all.map((one) => {
      const turns = one.kind === 'group' && one.strategy !== 'all' ? people.get(one.id)!.length : 1;
      const { id, number, name, userId, ways, greeting } = one;
      const phone = one.kind === 'outside' ? one.phone : null;
      const ringSeconds = one.ringSeconds * turns;
      return { id, number, name, userId, ways, greeting, phone, ringSeconds, standing: standing(one) };
    });
  }

  private async openings(all: readonly Extension[]): Promise<Map<string, boolean>> {
    const now = this.clock.millis();
    const ids = [...new Set(all.flatMap(({ calendarId }) => calendarId ?? []))];
    const open = ids.map(
      async (id) => [id, (await this.calendars.current(this.db, id))?.isOpenAt(now) ?? true] as const,
    );
    return new Map(await Promise.all(open));
  }
}
