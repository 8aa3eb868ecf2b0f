import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../api/tickets.api';
import type { TicketChange, TicketRow } from '../../api/tickets.types';
import { offerUndo, say, sayProblem } from '../feedback/notify';
import { useMe } from '../session/session';
import { useStatuses } from './lookups.queries';
import { TICKET_LISTS } from './ticket-list.queries';
import { VIEW_COUNTS } from './views.queries';

/** The way to change tickets from anywhere in the console: one or many, said in words, taken back for ten seconds. */
export function useTicketActions() {
  const client = useQueryClient();
  const me = useMe();
  const statuses = useStatuses();
  const { t } = useTranslation();

  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: TICKET_LISTS }),
      client.invalidateQueries({ queryKey: ['ticket'] }),
      client.invalidateQueries({ queryKey: VIEW_COUNTS }),
    ]);

  /** Even one ticket goes through the bulk call: that is where the server remembers how to undo. */
  const change = async (rows: Pick<TicketRow, 'id'>[], what: TicketChange, words: string) => {
    try {
      const done = await tickets.bulk(
        rows.map((row) => row.id),
        what,
      );
      await refresh();
      const changed = rows.length - done.failed.length;
      const [first] = done.failed;
      if (first) {
        const why = t(`errors.${first.code}`, { defaultValue: first.detail });
        say(`${t('queue.someFailed', { count: done.failed.length })}: ${why}`);
      }
      if (changed > 0) {
        offerUndo(words, async () => {
          await tickets.undoBulk(done.undoId);
          await refresh();
        });
      }
    } catch (error) {
      sayProblem(error);
    }
  };

  const subject = (rows: Pick<TicketRow, 'number'>[]) =>
    rows.length === 1 ? `#${rows[0]?.number}` : t('queue.nTickets', { count: rows.length });
  type Rows = Pick<TicketRow, 'id' | 'number'>[];

  return {
    change,
    refresh,
    assign: (rows: Rows, assigneeId: string | null, name?: string) =>
      change(
        rows,
        { assigneeId },
        assigneeId
          ? t('queue.assigned', { subject: subject(rows), name })
          : t('queue.unassigned', { subject: subject(rows) }),
      ),
    assignToMe: (rows: Rows) =>
      change(rows, { assigneeId: me.id }, t('queue.assigned', { subject: subject(rows), name: me.name })),
    solve: (rows: Rows) => {
      const solved = statuses.data?.find((status) => status.category === 'solved');
      if (!solved) return Promise.resolve();
      return change(rows, { status: solved.id }, t('queue.solved', { subject: subject(rows) }));
    },
    snooze: (rows: Rows, until: Date, words: string) =>
      change(rows, { snoozedUntil: until.toISOString() }, t('queue.snoozed', { subject: subject(rows), until: words })),
    wake: (rows: Rows) => change(rows, { snoozedUntil: null }, t('queue.woken', { subject: subject(rows) })),
  };
}
