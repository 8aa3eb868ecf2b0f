import { Button, Group, Select } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rules } from '../../../api/rules.api';
import type { Rule, Undone } from '../../../api/rules.types';
import { wordsOf } from '../../feedback/notify';
import { useNow, useReader } from '../../time/reader';
import { shortTime } from '../../time/time';
import { DeedLine } from './deed-line';
import { RULES } from './rule-choices';
import classes from './rules.module.css';

const SPANS = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000, ever: 0 };
type Span = keyof typeof SPANS;

/** What a rule did, and the way back. */
export function RuleLog({ rule, mayUndo }: { rule: Rule; mayUndo: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reader = useReader();
  const now = useNow();
  const [span, setSpan] = useState<Span>('day');
  const log = useInfiniteQuery({
    queryKey: [...RULES, rule.id, 'firings'],
    queryFn: ({ pageParam }) => rules.firings(rule.id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const undo = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      rules.undo(rule.id, SPANS[span] ? { from: new Date(Date.now() - SPANS[span]).toISOString() } : {}),
    onSuccess: () => client.invalidateQueries({ queryKey: RULES }),
  });
  const items = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={classes.log}>
      {mayUndo && items.length > 0 && (
        <Group gap={8} align="flex-end">
          <Select
            label={t('rules.undoSpan')}
            allowDeselect={false}
            data={(Object.keys(SPANS) as Span[]).map((value) => ({ value, label: t(`rules.spans.${value}`) }))}
            value={span}
            onChange={(chosen) => chosen && setSpan(chosen as Span)}
          />
          <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate()}>
            {t('rules.undo')}
          </Button>
        </Group>
      )}
      <div role="status">
        {undo.error && <p className="bad">{wordsOf(undo.error)}</p>}
        {undo.data && <UndoneWords undone={undo.data} />}
      </div>
      {log.error && <p className="bad">{wordsOf(log.error)}</p>}
      {log.isSuccess && items.length === 0 && <p className="dim">{t('rules.noFirings')}</p>}
      {items.length > 0 && (
        <div className={classes.deeds}>
          {items.map((firing) => (
            <DeedLine key={firing.id} deed={firing}>
              <div className={classes.at}>
                <time dateTime={firing.at}>{shortTime(firing.at, now, reader)}</time>
                <span>{t('rules.byVersion', { version: firing.version })}</span>
                {firing.outcome === 'held' && <span className="bad">{t('rules.held')}</span>}
                {firing.undoneAt && <span>{t('rules.undone')}</span>}
                {firing.deliveries.map(({ url, state, status }) => (
                  <span key={url} className={state === 'failed' ? 'bad' : undefined}>
                    {t(`rules.deliveries.${state}`)} {status ?? ''}
                  </span>
                ))}
              </div>
            </DeedLine>
          ))}
        </div>
      )}
      {log.hasNextPage && (
        <Button variant="subtle" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </div>
  );
}

function UndoneWords({ undone }: { undone: Undone }) {
  const { t } = useTranslation();
  const kept = undone.kept.slice(0, 20).map(({ ticket, what, why }) =>
    t('rules.keptLine', {
      number: ticket.number,
      what: t([`rules.fields.${what}`, `rules.did.${what}`], { defaultValue: what }),
      why: t(`rules.keptWhy.${why}`),
    }),
  );
  return (
    <div className={classes.undone}>
      <p>{t('rules.undoneCount', { count: undone.restored.length })}</p>
      {kept.map((line) => (
        <p key={line} className="dim">
          {line}
        </p>
      ))}
      {undone.more && <p>{t('rules.undoneMore')}</p>}
    </div>
  );
}
