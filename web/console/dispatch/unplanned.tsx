import { useRef, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitRow } from '../../api/dispatch.types';
import { durationWords } from '../settings/promises/duration.rules';
import { useNow, useReader } from '../time/reader';
import { dueIn } from '../time/time';
import { customerOf, shortPlace } from './bar.rules';
import classes from './dispatch.module.css';
import { KindIcon } from './kind-icon';
import { Marks } from './marks';

/** So far a pointer must go before it drags: less is a click. */
const DRAG_FROM = 6;

interface Props {
  visits: VisitRow[];
  selected: string | null;
  onSelect: (id: string) => void;
  onMove: (visit: VisitRow, x: number, y: number) => void;
  onDrop: (visit: VisitRow, x: number, y: number) => void;
}

/** What waits to be planned, what is due first first. By mouse it is dragged onto the board; by keyboard, opened and suggested. */
export function Unplanned({ visits, selected, onSelect, onMove, onDrop }: Props) {
  const { t } = useTranslation();
  return (
    <section className={classes.unplanned} aria-label={t('dispatch.unplanned')}>
      <header>
        <h2>{t('dispatch.unplanned')}</h2>
        <span className={classes.count}>{visits.length}</span>
        <span className="grow" />
        <span className={classes.small}>{t('dispatch.dueFirst')}</span>
      </header>
      {visits.length === 0 && <p className={classes.none}>{t('dispatch.allPlanned')}</p>}
      <ul>
        {visits.map((visit) => (
          <li key={visit.id}>
            <Card
              visit={visit}
              isSelected={visit.id === selected}
              onSelect={() => onSelect(visit.id)}
              onMove={onMove}
              onDrop={onDrop}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Card({
  visit,
  isSelected,
  onSelect,
  onMove,
  onDrop,
}: Pick<Props, 'onMove' | 'onDrop'> & { visit: VisitRow; isSelected: boolean; onSelect: () => void }) {
  const { t } = useTranslation();
  const now = useNow();
  const reader = useReader();
  const began = useRef<{ x: number; y: number; dragging: boolean } | null>(null);
  const due = visit.dueAt ? dueIn(visit.dueAt, now, reader) : null;
  const down = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    began.current = { x: event.clientX, y: event.clientY, dragging: false };
  };
  const move = (event: PointerEvent) => {
    const from = began.current;
    if (!from) return;
    from.dragging ||= Math.hypot(event.clientX - from.x, event.clientY - from.y) > DRAG_FROM;
    if (from.dragging) onMove(visit, event.clientX, event.clientY);
  };
  const up = (event: PointerEvent) => {
    const from = began.current;
    began.current = null;
    if (from?.dragging) onDrop(visit, event.clientX, event.clientY);
  };
  return (
    <button
      type="button"
      className={classes.card}
      aria-pressed={isSelected}
      onClick={onSelect}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
    >
      <span className={classes.cardTop}>
        <b className="cut">{customerOf(visit)}</b>
        <Marks visit={visit} />
        {due && (
          <span className={classes.pill} data-tone={due.tone}>
            {due.late ? t('queue.late', { time: due.words }) : due.words}
          </span>
        )}
      </span>
      <span className="cut mid">{visit.about.split('\n')[0] || visit.ticket.subject}</span>
      <span className={classes.cardMeta}>
        <KindIcon kind={visit.kind} />
        <span className="cut">
          {[
            t(`dispatch.kinds.${visit.kind}`),
            shortPlace(visit),
            durationWords(visit.minutes),
            ...visit.skills.slice(0, 1).map(({ name }) => name),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span className="grow" />
        {visit.ref}
      </span>
    </button>
  );
}
