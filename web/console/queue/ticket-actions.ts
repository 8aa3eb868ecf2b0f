import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client';
import { tickets } from '../../api/tickets.api';
import type { BulkDone, BulkFailure, Macro, MacroAction, TicketChange, TicketRow } from '../../api/tickets.types';
import { offerUndo, say, sayProblem, sayProblems, wordsOf } from '../feedback/notify';
import { fieldWords } from '../refusals/refusal-words';
import { useMe } from '../session/session';
import { refusedOf } from './failures.rules';
import { useStatuses } from './lookups.queries';
import { TICKET_LISTS } from './ticket-list.queries';
import { VIEW_COUNTS } from './views.queries';

type Rows = Pick<TicketRow, 'id' | 'number'>[];
/** Steps whose outcome leaves the desk or stands on the ticket for good. */
const isSaid = ({ type }: MacroAction): boolean => type === 'reply' || type === 'note';
const idsOf = (rows: Rows): string[] => rows.map(({ id }) => id);

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

  const sayFailures = (rows: Rows, failed: BulkFailure[]) => {
    const wordsFor = ({ code, detail }: BulkFailure) =>
      code === 'invalid'
        ? fieldWords(detail)
        : t(`queue.failures.${code}`, { defaultValue: wordsOf(new ApiError({ status: 409, code, detail })) });
    const lines = refusedOf(failed, rows, wordsFor).map(({ why, names, more }) => {
      const named = [...names, ...(more > 0 ? [t('queue.andMore', { count: more })] : [])].join(', ');
      return `${named}: ${why}`;
    });
    sayProblems(t('queue.someFailed', { count: failed.length }), lines);
  };

  /** Even one ticket goes through the bulk call: that is where the server remembers how to undo. Returns what failed. */
  const act = async (rows: Rows, call: () => Promise<BulkDone>, words: string, undoable = true): Promise<string[]> => {
    try {
      const done = await call();
      await refresh();
      if (done.failed.length > 0) sayFailures(rows, done.failed);
      if (rows.length > done.failed.length && undoable) {
        offerUndo(words, async () => {
          await tickets.undoBulk(done.undoId);
          await refresh();
        });
      } else if (rows.length > done.failed.length) say(words);
      return done.failed.map(({ id }) => id);
    } catch (error) {
      sayProblem(error);
      return idsOf(rows);
    }
  };
  const change = (rows: Rows, what: TicketChange, words: string) =>
    act(rows, () => tickets.bulk(idsOf(rows), { change: what }), words);

  const subject = (rows: Rows) =>
    rows.length === 1 ? `#${rows[0]?.number}` : t('queue.nTickets', { count: rows.length });

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
      if (!solved) return Promise.resolve(idsOf(rows));
      return change(rows, { status: solved.id }, t('queue.solved', { subject: subject(rows) }));
    },
    snooze: (rows: Rows, until: Date, words: string) =>
      change(rows, { snoozedUntil: until.toISOString() }, t('queue.snoozed', { subject: subject(rows), until: words })),
    give: (rows: Rows, teamId: string | null, name?: string) =>
      change(
        rows,
        { teamId },
        teamId ? t('queue.given', { subject: subject(rows), name }) : t('queue.noTeam', { subject: subject(rows) }),
      ),
    tag: (rows: Rows, tag: string) =>
      act(
        rows,
        () => tickets.bulk(idsOf(rows), { addTags: [tag] }),
        t('queue.tagged', { subject: subject(rows), tag }),
      ),
    untag: (rows: Rows, tag: string) =>
      act(
        rows,
        () => tickets.bulk(idsOf(rows), { removeTags: [tag] }),
        t('queue.untagged', { subject: subject(rows), tag }),
      ),
    /** What a macro said cannot be taken back; where it does nothing else, nothing is offered. */
    runMacro: (rows: Rows, { id, name, actions }: Macro, runId: string) => {
      const [says, changes] = [actions.some(isSaid), !actions.every(isSaid)];
      const words = t(says && changes ? 'queue.macroRanAndSaid' : 'queue.macroRan', { subject: subject(rows), name });
      return act(rows, () => tickets.bulkMacro(idsOf(rows), id, runId), words, changes);
    },
    wake: (rows: Rows) => change(rows, { snoozedUntil: null }, t('queue.woken', { subject: subject(rows) })),
  };
}
