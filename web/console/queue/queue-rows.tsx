import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketRow } from '../../api/tickets.types';
import { useKeys } from '../shell/keys';
import { useNow, useReader } from '../time/reader';
import { useDesk } from './desk-state';
import { QueueRow } from './queue-row';
import classes from './queue-row.module.css';

interface Props {
  rows: TicketRow[];
  /** Number of the ticket that is open. */
  current: string | undefined;
  open: (number: number) => void;
  addressOf: (number: number) => string;
  more: boolean;
  loadMore: () => void;
}

export function QueueRows({ rows, current, open, addressOf, more, loadMore }: Props) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const isPhone = useMediaQuery('(max-width: 767px)', window.innerWidth < 768);
  const height = isPhone ? 64 : 56;
  const { selected, setSelected } = useDesk();
  const [cursor, setCursor] = useState<string | null>(null);
  const lastTicked = useRef<string | null>(null);
  const reader = useReader();
  const now = useNow();
  // Its functions are not given to memoised children.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => virtual.measure(), [virtual, height]);
  useEffect(() => {
    if (more && last >= rows.length - 15) loadMore();
  }, [more, last, rows.length, loadMore]);

  const at = rows.findIndex((row) => (cursor ? row.id === cursor : String(row.number) === current));
  const move = (step: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    if (!next) return;
    setCursor(next.id);
    virtual.scrollToIndex(rows.indexOf(next), { align: 'auto' });
    // The row may only now come into being.
    requestAnimationFrame(() => document.getElementById(`row-${next.id}`)?.focus({ preventScroll: true }));
  };
  const tick = (row: TicketRow, range: boolean) => {
    const after = new Set(selected);
    const from = rows.findIndex((r) => r.id === lastTicked.current);
    const to = rows.indexOf(row);
    const on = !selected.has(row.id);
    const touched = range && from >= 0 ? rows.slice(Math.min(from, to), Math.max(from, to) + 1) : [row];
    for (const { id } of touched) {
      if (on) after.add(id);
      else after.delete(id);
    }
    lastTicked.current = row.id;
    setSelected(after);
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    o: () => rows[at] && open(rows[at].number),
    x: () => rows[at] && tick(rows[at], false),
    Escape: () => setSelected(new Set()),
  });

  return (
    <div ref={scroller} className={classes.rows} role="list" aria-label={t('queue.tickets')} tabIndex={-1}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, start, key }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <div
              key={key}
              role="listitem"
              aria-setsize={more ? -1 : rows.length}
              aria-posinset={index + 1}
              style={{ position: 'absolute', top: 0, left: 0, right: 0, height, transform: `translateY(${start}px)` }}
            >
              <QueueRow
                row={row}
                to={addressOf(row.number)}
                isOpen={String(row.number) === current}
                isTicked={selected.has(row.id)}
                anyTicked={selected.size > 0}
                now={now}
                reader={reader}
                onTick={(range) => tick(row, range)}
                onFocus={() => setCursor(row.id)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
