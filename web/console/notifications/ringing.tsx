import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { notifications } from '../../api/notifications.api';
import type { TicketRow } from '../../api/tickets.types';
import { useLiveEvent, type LiveEvents } from '../live/live';
import { setUnread } from '../shell/title';
import { aloneAmongTabs } from './alone';
import { isArrival } from './arrival.rules';
import { chime } from './chime';
import { allowance, showOutside } from './desktop';
import { placeOf } from './notification-item';
import { isLookedAt, NOTIFICATIONS, useUnread } from './notifications.queries';
import { ringChoice } from './ring-choice';
import { sentenceOf } from './sentence.rules';

/** By then the tab that shows the ticket has read what was told of it. */
const READ_BY_THEN_MS = 700;
/** By then whoever is given new tickets in turn has this one. */
const GIVEN_BY_THEN_MS = 3_000;
const LATEST = 10;

interface Words {
  title: string;
  body: string;
  place: string;
}

/** Makes the console heard: the count in the tab, a sound, a word of the system where another window is in front. */
export function Ringing() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const unread = useUnread();
  useEffect(() => setUnread(unread), [unread]);

  const ring = (id: string, { title, body, place }: Words) =>
    aloneAmongTabs(`ring.${id}`, () => {
      const { sound, desktop } = ringChoice();
      if (sound) void chime();
      if (desktop && allowance() === 'granted' && !document.hasFocus())
        showOutside({ title, body, tag: id }, () => void navigate(place));
    });
  const told = async ({ id, ticketId }: LiveEvents['notification']) => {
    if (isLookedAt(ticketId)) return;
    await later(READ_BY_THEN_MS);
    const { items } = await notifications.list({ limit: LATEST, unread: true });
    const news = items.find((one) => one.id === id);
    if (!news) return;
    const { key, values, target } = sentenceOf(news);
    const title = t(`notifications.says.${key}`, {
      ...values,
      target: target ? t(`promise.targets.${target}`, { defaultValue: target }) : '',
    });
    const about = news.ticket && `#${news.ticket.number} ${news.ticket.subject}`;
    await ring(id, { title, body: [about, news.data.text].filter(Boolean).join('\n'), place: placeOf(news) });
  };
  useLiveEvent('notification', (hint) => {
    void client.invalidateQueries({ queryKey: NOTIFICATIONS });
    // Whoever looks sees it all the same.
    void told(hint).catch(() => undefined);
  });
  useLiveEvent('notifications-read', () => void client.invalidateQueries({ queryKey: NOTIFICATIONS }));

  const arrived = useRef(new Map<string, Partial<TicketRow>>());
  useLiveEvent('ticket', (row) => {
    const known = arrived.current;
    if (known.has(row.id)) return void known.set(row.id, row);
    if (!isArrival(row) || isLookedAt(row.id) || !ringChoice().arrivals) return;
    known.set(row.id, row);
    void later(GIVEN_BY_THEN_MS).then(() => {
      const now = known.get(row.id);
      known.delete(row.id);
      if (!now || !isArrival(now)) return;
      const title = t('notifications.arrived', { name: now.contact?.name ?? '' });
      return ring(row.id, { title, body: `#${row.number} ${now.subject ?? ''}`, place: `/tickets/${row.number}` });
    });
  });
  return null;
}

const later = (ms: number) => new Promise((done) => setTimeout(done, ms));
