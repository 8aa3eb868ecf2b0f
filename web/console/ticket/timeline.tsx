import { Button, Skeleton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../api/tickets.types';
import { Late } from '../../ui/late';
import { ProblemState } from '../feedback/problem-state';
import { useChannels } from '../queue/lookups.queries';
import { useNow, useReader } from '../time/reader';
import { dayKey, dayWords } from '../time/time';
import { CallItem } from './call-item';
import { EventFold } from './event-fold';
import { MailItem } from './mail-item';
import { NoteItem } from './note-item';
import { useQuoting } from './quoting';
import { TalkItem } from './talk-item';
import classes from './timeline.module.css';
import { timelineOf } from './timeline.rules';
import { useEvents, useMessages } from './ticket.queries';

/** Nearer to the end than this, the reader follows what comes. */
const AT_END_PX = 80;
/** What was sought is marked for this long. */
const SHOWN_MS = 2000;

/** One timeline across channels. It stays where the reader is; who is at the end is taken along. */
export function Timeline({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const channels = useChannels();
  const said = useMessages(ticket.id);
  const events = useEvents(ticket.id);
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const fromBottom = useRef(0);
  const [unseen, setUnseen] = useState(0);

  const talks = useMemo(
    () => new Set((channels.data ?? []).filter(({ abilities }) => !abilities.threads).map(({ kind }) => kind)),
    [channels.data],
  );
  const items = useMemo(
    () =>
      timelineOf(said.messages, events.data ?? [], {
        dayOf: (at) => dayKey(at, reader),
        isTalk: (channel) => talks.has(channel),
      }),
    [said.messages, events.data, reader, talks],
  );
  const lastSeq = said.messages.at(-1)?.seq ?? 0;
  const firstSeq = said.messages[0]?.seq ?? 0;
  const seenSeq = useRef(0);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    if (atEnd.current) {
      box.scrollTop = box.scrollHeight;
      seenSeq.current = lastSeq;
      setUnseen(0);
    } else if (lastSeq > seenSeq.current) {
      setUnseen(lastSeq - seenSeq.current);
    }
  }, [items, lastSeq]);
  // Older messages are put above: what the reader looks at must not move.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box && !atEnd.current) box.scrollTop = box.scrollHeight - fromBottom.current;
  }, [firstSeq]);
  // Frames and pictures grow after they are laid out.
  useEffect(() => {
    const box = scroller.current;
    const content = box?.firstElementChild;
    if (!box || !content) return;
    const watch = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    });
    watch.observe(content);
    return () => watch.disconnect();
  }, [said.isPending]);

  // What is sought may stand on an earlier page: those come first, one by one.
  const { sought, seek } = useQuoting();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = said;
  useEffect(() => {
    const box = scroller.current;
    if (!sought || !box) return;
    const there = box.querySelector(`[data-message="${sought.id}"]`);
    if (!there) {
      if (firstSeq > sought.seq && hasNextPage && !isFetchingNextPage) void fetchNextPage();
      else if (firstSeq <= sought.seq) seek(null);
      return;
    }
    atEnd.current = false;
    const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    there.scrollIntoView({ block: 'center', behavior: isStill ? 'auto' : 'smooth' });
    const over = setTimeout(() => seek(null), SHOWN_MS);
    return () => clearTimeout(over);
  }, [sought, seek, firstSeq, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const onScroll = () => {
    const box = scroller.current;
    if (!box) return;
    fromBottom.current = box.scrollHeight - box.scrollTop;
    atEnd.current = fromBottom.current - box.clientHeight < AT_END_PX;
    if (atEnd.current) {
      seenSeq.current = lastSeq;
      if (unseen) setUnseen(0);
    }
    if (box.scrollTop < 200 && said.hasNextPage && !said.isFetchingNextPage) void said.fetchNextPage();
  };
  const toEnd = () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight, behavior: 'smooth' });

  if (said.isPending) {
    return (
      <div className={classes.time} aria-busy="true">
        <Late>
          <div className={classes.inner}>
            {[60, 80, 40].map((width) => (
              <Skeleton key={width} h={40} w={`${width}%`} mb={16} />
            ))}
          </div>
        </Late>
      </div>
    );
  }
  if (said.error && said.messages.length === 0) {
    return <ProblemState error={said.error} onRetry={() => void said.refetch()} />;
  }
  return (
    <div className={classes.frame}>
      <div
        ref={scroller}
        className={classes.time}
        onScroll={onScroll}
        role="log"
        aria-live="polite"
        aria-relevant="additions"
        aria-label={t('ticket.part.timeline')}
        tabIndex={0}
      >
        <div className={classes.inner}>
          {said.hasNextPage && (
            <div className={classes.earlier}>
              <Button
                size="xs"
                variant="subtle"
                color="gray"
                loading={said.isFetchingNextPage}
                onClick={() => void said.fetchNextPage()}
              >
                {t('ticket.earlier')}
              </Button>
            </div>
          )}
          {items.map((item) => {
            switch (item.kind) {
              case 'day':
                return (
                  <div key={item.key} className={classes.day} role="separator">
                    {dayWords(item.at, now, reader, t('common.today'), t('common.yesterday'))}
                  </div>
                );
              case 'events':
                return <EventFold key={item.key} events={item.events} />;
              case 'talk':
                return <TalkItem key={item.key} messages={item.messages} ticket={ticket} />;
              case 'message':
                return item.message.kind === 'note' || item.message.direction === 'internal' ? (
                  <NoteItem key={item.key} message={item.message} />
                ) : item.message.kind === 'call' && item.message.meta?.call ? (
                  <CallItem key={item.key} message={item.message} />
                ) : (
                  <MailItem key={item.key} message={item.message} isLast={item.message.seq === lastSeq} />
                );
            }
          })}
        </div>
      </div>
      {unseen > 0 && (
        <button type="button" className={classes.unseen} onClick={toEnd}>
          <IconChevronDown size={14} aria-hidden="true" />
          {t('ticket.nNewMessages', { count: unseen })}
        </button>
      )}
    </div>
  );
}
