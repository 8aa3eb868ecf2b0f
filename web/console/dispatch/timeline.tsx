import { createCalendar, destroyCalendar, Interaction, ResourceTimeline, type Calendar } from '@event-calendar/core';
import '@event-calendar/core/index.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board, BoardTechnician, VisitRow } from '../../api/dispatch.types';
import { whenIdle } from '../../ui/when-idle';
import { useReader } from '../time/reader';
import { clockTime } from '../time/time';
import { instantIn, wallTime } from '../time/wall-time.rules';
import { barContent } from './bar-content';
import { factsOf, type BarFacts } from './bar-facts';
import { DrawnBars, offBars, visitBars } from './bars';
import type { Shown } from './dispatch.queries';
import { readAsList } from './read-as-list';
import { technicianLabel } from './technician-label';
import { hoursShown } from './timeline.rules';
import './timeline.css';

export interface Held {
  visit: VisitRow;
  technician: BoardTechnician;
  from: Date;
}

export type PlaceAt = (x: number, y: number) => { technicianId: string; from: Date } | null;

interface Props {
  board: Board;
  shown: Shown;
  selected: string | null;
  onSelect: (id: string) => void;
  /** While it is dragged, at every place that it would have. */
  onHold: (held: Held | null) => void;
  /** Resolves to false where it did not come to it: the bar goes back. */
  onDrop: (held: Held, fromTechnicianId: string | null) => Promise<boolean>;
  /** Given what tells the place under a pointer, for work that is dragged in from outside. */
  onReady: (placeAt: PlaceAt | null) => void;
}

const TECHNICIANS_WIDTH = 184;
const SLOT_MINUTES = 30;
const WEEK_LABEL_HOURS = 6;
/** Hours of a week that are as wide as a label. */
const WEEK_LABEL_ROOM = 4;
const ROW_HEIGHT = 56;
const HEAD_HEIGHT = 24;
const MINUTE_MS = 60_000;

/** The board: technicians as rows, visits as bars. The library lays out and drags; what a place means is ours. */
export function Timeline({ board, shown, selected, onSelect, onHold, onDrop, onReady }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const box = useRef<HTMLDivElement>(null);
  const calendar = useRef<Calendar | null>(null);
  const drawn = useRef<DrawnBars | null>(null);
  const isAnew = useRef(true);
  const [{ width, height }, setSize] = useState({ width: 0, height: 0 });
  const latest = useRef({ board, onSelect, onHold, onDrop });
  useEffect(() => {
    latest.current = { board, onSelect, onHold, onDrop };
  });
  const zone = board.timezone;
  const hours = useMemo(() => hoursShown(board, (at) => wallTime(zone, at)), [board, zone]);
  const slots = ((hours.to - hours.from) * 60) / SLOT_MINUTES;
  const room = width - TECHNICIANS_WIDTH - 4;
  const slotWidth =
    shown.days === 7
      ? Math.max(10, Math.floor((10 * room) / (7 * (hours.to - hours.from))) / 10)
      : Math.max(36, Math.floor(room / slots));

  useEffect(() => {
    const target = box.current;
    if (!target) return;
    const made = createCalendar(target, [ResourceTimeline, Interaction], {
      view: 'resourceTimelineDay',
      headerToolbar: { start: '', center: '', end: '' },
      height: '100%',
      nowIndicator: true,
      eventDurationEditable: false,
      eventStartEditable: true,
      snapDuration: { minutes: 5 },
      // Bars say their times by where they stand.
      eventTimeFormat: () => '',
      eventContent: ({ event }: Calendar.EventContentInfo) => {
        const facts = event.extendedProps.facts as BarFacts | undefined;
        return facts ? { domNodes: barContent(facts) } : { html: '' };
      },
      eventClick: ({ event }) => latest.current.onSelect(visitIdOf(event)),
      // Asked for every place under the pointer: this is where the board says what speaks against it.
      dragConstraint: ({ event }: { event: Calendar.Event }) => {
        latest.current.onHold(heldAt(latest.current.board, event));
        return true;
      },
      eventDragStop: () => latest.current.onHold(null),
      eventDrop: ({ event, oldEvent, revert }) => {
        const held = heldAt(latest.current.board, event);
        if (!held) return revert();
        drawn.current?.moved(String(oldEvent.id));
        const fromId = String(oldEvent.resourceIds[0] ?? '') || null;
        void latest.current.onDrop(held, fromId).then((kept) => {
          if (!kept) revert();
        });
      },
    } as Calendar.Options);
    calendar.current = made;
    drawn.current = new DrawnBars(made);
    isAnew.current = true;
    onReady((x, y) => {
      const found = made.dateFromPoint(x, y);
      if (!found?.resource) return null;
      return { technicianId: found.resource.id, from: instantIn(latest.current.board.timezone, localText(found.date)) };
    });
    const watching = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    watching.observe(target);
    const stopReading = readAsList(target);
    return () => {
      stopReading();
      watching.disconnect();
      onReady(null);
      calendar.current = null;
      drawn.current = null;
      void destroyCalendar(made);
    };
  }, [onReady]);

  const { technicians, visits, travel } = board;
  // What is asked again within a minute, and says the same, is not drawn again.
  const minute = Math.floor(Date.parse(board.now) / MINUTE_MS);

  useEffect(() => {
    const made = calendar.current;
    if (!made || width === 0) return;
    made.setOption('locale', reader.language);
    // The library stretches its last row to fill the height that it is given: only a board that scrolls gets one.
    made.setOption('height', HEAD_HEIGHT + technicians.length * ROW_HEIGHT > height ? '100%' : 'auto');
    made.setOption('timeZone', zone);
    made.setOption('view', shown.days === 7 ? 'resourceTimelineWeek' : 'resourceTimelineDay');
    // The week that is shown begins with its first day, as the board was asked for, and not on a Sunday before it.
    made.setOption('firstDay', new Date(`${shown.day}T12:00:00Z`).getUTCDay() as Calendar.dayOfWeek);
    made.setOption('date', shown.day);
    made.setOption('slotDuration', { minutes: shown.days === 7 ? 60 : SLOT_MINUTES });
    const labelled = shown.days === 7 ? WEEK_LABEL_HOURS : 1;
    made.setOption('slotLabelInterval', { hours: labelled } as Calendar.DurationInput);
    made.setOption('slotMinTime', `${hours.from}:00`);
    made.setOption('slotMaxTime', `${hours.to}:00`);
    made.setOption('slotWidth', slotWidth);
    // A day's last hours may leave no room for theirs.
    made.setOption('slotLabelFormat', (at: Date) =>
      hours.to - at.getHours() >= Math.min(labelled, WEEK_LABEL_ROOM) ? localText(at).slice(11, 16) : '',
    );
    made.setOption('scrollTime', `${hours.from}:00`);
    isAnew.current = true;
  }, [technicians.length, shown.day, shown.days, reader, zone, hours.from, hours.to, slotWidth, width, height]);

  useEffect(() => {
    const made = calendar.current;
    if (!made || width === 0) return;
    made.setOption('resourceLabelContent', ({ resource }: Calendar.ResourceLabelInfo) => {
      const technician = resource.extendedProps.technician as BoardTechnician | undefined;
      // The library draws one empty row while there are none.
      return technician ? { domNodes: [technicianLabel(technician, t)] } : '';
    });
    made.setOption(
      'resources',
      technicians.map((technician) => ({
        id: technician.id,
        title: technician.name,
        extendedProps: { technician },
      })),
    );
  }, [technicians, t, width]);

  useEffect(() => {
    const made = drawn.current;
    if (!made || width === 0) return;
    const voice = {
      t,
      now: new Date(minute * MINUTE_MS),
      clock: (at: string) => clockTime(at, reader),
      pixelsPerMinute: slotWidth / SLOT_MINUTES,
    };
    const legs = new Map(travel.map((leg) => [`${leg.toVisitId}@${leg.technicianId}`, leg]));
    const wall = (at: string) => wallTime(zone, at);
    const bars = [
      ...visitBars(
        { visits },
        { wall, selected, facts: (visit, id) => factsOf(visit, shown.days === 7 ? undefined : legs.get(id), voice) },
      ),
      ...offBars(technicians, {
        wall,
        span: { day: shown.day, days: shown.days, hours: { from: hours.from, to: hours.to } },
      }),
    ];
    if (!isAnew.current) return made.change(bars);
    isAnew.current = false;
    const seen = rowsInView(box.current, technicians);
    made.begin(bars.filter(({ resourceId }) => seen.has(resourceId)));
    // The rest follows once what is looked at stands.
    if (seen.size < technicians.length) return whenIdle(() => made.change(bars));
  }, [
    technicians,
    visits,
    travel,
    minute,
    shown.day,
    shown.days,
    selected,
    reader,
    t,
    zone,
    hours.from,
    hours.to,
    slotWidth,
    width,
  ]);

  return <div ref={box} className="board" data-days={shown.days} role="region" aria-label={t('dispatch.board')} />;
}

const visitIdOf = (event: Calendar.Event): string => String(event.id).split('@')[0] ?? '';

/** The library's dates are the clocks' time without a zone. */
const localText = (at: Date): string => {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
};

function heldAt(board: Board, event: Calendar.Event): Held | null {
  const visit = board.visits.find(({ id }) => id === visitIdOf(event));
  const technician = board.technicians.find(({ id }) => id === String(event.resourceIds[0]));
  return visit && technician ? { visit, technician, from: instantIn(board.timezone, localText(event.start)) } : null;
}

/** Who is looked at: the rows that lie in the box as it is scrolled now. */
function rowsInView(box: HTMLElement | null, technicians: readonly BoardTechnician[]): ReadonlySet<string> {
  const scrolled = box?.querySelector('.ec-main')?.scrollTop ?? 0;
  const from = Math.floor(scrolled / ROW_HEIGHT);
  const rows = Math.ceil((box?.clientHeight ?? 0) / ROW_HEIGHT) + 1;
  return new Set(technicians.slice(from, from + rows).map(({ id }) => id));
}
