import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { dispatch } from '../../api/dispatch.api';
import type { VisitRow } from '../../api/dispatch.types';
import { say } from '../feedback/notify';
import { EditDialog } from '../settings/edit-dialog';
import { useMe } from '../session/session';
import { wallTime } from '../time/wall-time.rules';
import { BOARD, SERIES } from './dispatch.queries';
import { nthWeekday, ruleOf, type Rhythm } from './repeat.rules';

const RHYTHMS: Rhythm[] = ['weekly', 'monthly', 'own'];

/** Lets a visit come back: it is the first of a series that counts from its time. */
export function RepeatDialog({ visit, onClose }: { visit: VisitRow; onClose: () => void }) {
  const { t } = useTranslation();
  const { timeZone } = useMe();
  const client = useQueryClient();
  const begins = visit.plannedFrom ?? visit.windowFrom;
  return (
    <EditDialog
      title={t('dispatch.repeat.title')}
      saveLabel={t('dispatch.repeat.begin')}
      fields={[
        {
          name: 'rhythm',
          label: t('dispatch.repeat.how'),
          hint: t('dispatch.repeat.hint'),
          kind: 'select',
          required: true,
          choices: RHYTHMS.map((value) => ({ value, label: t(`dispatch.repeat.${value}`) })),
        },
        {
          name: 'every',
          label: t('dispatch.repeat.every'),
          hint: t('dispatch.repeat.everyHint'),
          kind: 'number',
          required: true,
          when: ({ rhythm }) => rhythm !== 'own',
        },
        {
          name: 'count',
          label: t('dispatch.repeat.count'),
          hint: t('dispatch.repeat.countHint'),
          kind: 'number',
          when: ({ rhythm }) => rhythm !== 'own',
        },
        {
          name: 'rrule',
          label: t('dispatch.repeat.rule'),
          hint: t('dispatch.repeat.ruleHint'),
          kind: 'text',
          required: true,
          when: ({ rhythm }) => rhythm === 'own',
        },
      ]}
      initial={{
        rhythm: 'monthly',
        every: 1,
        count: null,
        rrule: begins ? nthWeekday(wallTime(timeZone, begins)) : '',
      }}
      save={async ({ rhythm, every, count, rrule }) => {
        const rule = {
          rhythm: rhythm as Rhythm,
          every: Number(every ?? 1),
          count: count as number | null,
          own: String(rrule),
        };
        await dispatch.repeat(visit.id, ruleOf(rule));
        say(t('dispatch.repeat.begun'));
        await Promise.all([
          client.invalidateQueries({ queryKey: BOARD }),
          client.invalidateQueries({ queryKey: ['visit'] }),
          client.invalidateQueries({ queryKey: SERIES }),
        ]);
      }}
      onClose={onClose}
    />
  );
}
