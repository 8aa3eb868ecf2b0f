import { Button, NumberInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { privacy } from '../../../api/privacy.api';
import type { RetentionRule } from '../../../api/privacy.types';
import { useCan } from '../../session/session';
import { useNow, useReader } from '../../time/reader';
import { shortDate } from '../../time/time';
import { Answer, List, Part, Row } from '../parts';
import classes from './privacy.module.css';
import { useChange } from './privacy.queries';

/** How long what is kept, with how many would go now, and what went. */
export function RetentionPart() {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const rules = useQuery({ queryKey: ['privacy', 'retention'], queryFn: privacy.retention });
  const log = useQuery({
    queryKey: ['privacy', 'retention', 'log'],
    queryFn: async () => (await privacy.retentionLog()).items,
  });
  return (
    <Part title={t('privacy.retention')} intro={t('privacy.retentionIntro')}>
      <Answer of={rules}>
        {(items) => (
          <List>
            {items.map((rule) => (
              <RuleRow key={`${rule.category} ${rule.version}`} rule={rule} />
            ))}
          </List>
        )}
      </Answer>
      {(log.data?.length ?? 0) > 0 && (
        <ul className={classes.lines} style={{ marginTop: 12 }} aria-label={t('privacy.retentionLog')}>
          {log.data!.slice(0, 5).map((run) => (
            <li key={run.id}>
              <span className="mid">
                {t('privacy.went', {
                  count: run.count,
                  what: t(`privacy.categories.${run.category}`),
                  date: shortDate(run.before, now, reader),
                })}
              </span>
              <time className="dim" dateTime={run.at}>
                {shortDate(run.at, now, reader)}
              </time>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function RuleRow({ rule }: { rule: RetentionRule }) {
  const { t } = useTranslation();
  const may = useCan()('privacy:manage');
  const [days, setDays] = useState<number | null>(rule.days);
  const [asked] = useDebouncedValue(days, 300);
  const fits = asked === null || (asked >= rule.floor && asked <= rule.ceiling);
  const preview = useQuery({
    queryKey: ['privacy', 'would-go', rule.category, asked],
    queryFn: () => privacy.wouldGo(rule.category, asked!),
    enabled: asked !== null && fits && asked !== rule.days,
  });
  const save = useChange(() => privacy.setRetention(rule.category, days, rule.version));
  const name = t(`privacy.categories.${rule.category}`);
  return (
    <Row
      title={<b>{name}</b>}
      detail={
        !fits
          ? t('privacy.between', { floor: rule.floor, ceiling: rule.ceiling })
          : asked !== rule.days && preview.data
            ? t('privacy.wouldGo', { count: preview.data.count })
            : t(`privacy.categoryHints.${rule.category}`)
      }
    >
      <NumberInput
        className={classes.days}
        aria-label={t('privacy.daysOf', { name })}
        placeholder={t('privacy.forEver')}
        suffix={` ${t('privacy.days')}`}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        disabled={!may}
        error={!fits}
        value={days ?? ''}
        onChange={(given) => setDays(typeof given === 'number' ? given : null)}
      />
      {may && days !== rule.days && (
        <Button disabled={!fits} loading={save.isPending} onClick={() => save.mutate(undefined as never)}>
          {t('common.save')}
        </Button>
      )}
    </Row>
  );
}
