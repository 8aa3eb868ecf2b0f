import type { Calendar } from '@event-calendar/core';
import type { Board, BoardTechnician, BoardVisit } from '../../api/dispatch.types';
import type { BarFacts } from './bar-facts';
import { isMovable, timesOf, toneOf } from './bar.rules';
import { offHours } from './timeline.rules';

/** What the library draws: bars of visits, and the hours behind them that are nobody's. */
export type Bar = Calendar.EventInput & { id: string; resourceId: string };

type Wall = (at: string) => string;

/** One bar for each of its people. */
export function visitBars(
  { visits }: Pick<Board, 'visits'>,
  {
    wall,
    selected,
    facts,
  }: { wall: Wall; selected: string | null; facts: (visit: BoardVisit, id: string) => BarFacts },
): Bar[] {
  return visits.flatMap((visit) => {
    const times = timesOf(visit);
    if (!times) return [];
    const [start, end] = [wall(times.from), wall(times.to)];
    return visit.technicians.map((technician) => {
      const id = `${visit.id}@${technician.id}`;
      return {
        id,
        resourceId: technician.id,
        start,
        end,
        startEditable: isMovable(visit.state),
        classNames: ['bar', `bar-${toneOf(visit)}`, ...(visit.id === selected ? ['bar-selected'] : [])],
        extendedProps: { facts: facts(visit, id) },
      };
    });
  });
}

export function offBars(
  technicians: readonly BoardTechnician[],
  { wall, span }: { wall: Wall; span: Parameters<typeof offHours>[1] },
): Bar[] {
  return technicians.flatMap((technician) =>
    offHours(technician, span, wall).map(({ from, to, kind }, at) => ({
      id: `off-${technician.id}-${at}`,
      resourceId: technician.id,
      start: from,
      end: to,
      display: 'background' as const,
      classNames: ['off', `off-${kind}`],
    })),
  );
}

/** From this share on, all of them at once cost less than one after another. */
const MANY = 1 / 4;

/** Draws only what changed: whatever the library is given it makes anew, and 500 bars are half a second's work. */
export class DrawnBars {
  private readonly drawn = new Map<string, string>();

  constructor(
    private readonly calendar: Pick<Calendar, 'setOption' | 'addEvent' | 'updateEvent' | 'removeEventById'>,
  ) {}

  /** Everything anew, as the library wants it where other days are shown. */
  begin(bars: readonly Bar[]): void {
    this.drawn.clear();
    for (const bar of bars) this.drawn.set(bar.id, JSON.stringify(bar));
    this.calendar.setOption('events', [...bars]);
  }

  change(bars: readonly Bar[]): void {
    const says = new Map(bars.map((bar) => [bar.id, JSON.stringify(bar)]));
    const gone = [...this.drawn.keys()].filter((id) => !says.has(id));
    const changed = bars.filter(({ id }) => this.drawn.has(id) && this.drawn.get(id) !== says.get(id));
    if (gone.length + changed.length > this.drawn.size * MANY) return this.begin(bars);
    for (const id of gone) this.calendar.removeEventById(id);
    for (const bar of changed) this.calendar.updateEvent(bar as Calendar.Event);
    for (const bar of bars) if (!this.drawn.has(bar.id)) this.calendar.addEvent(bar);
    this.drawn.clear();
    says.forEach((text, id) => this.drawn.set(id, text));
  }

  /** It was moved by hand: where it stands is no longer what was drawn. */
  moved(id: string): void {
    if (this.drawn.has(id)) this.drawn.set(id, '');
  }
}
