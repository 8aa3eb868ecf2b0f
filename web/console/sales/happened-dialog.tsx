import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sales } from '../../api/sales.api';
import { useMe } from '../session/session';
import { EditDialog } from '../settings/edit-dialog';
import { instantIn, wallTime } from '../time/wall-time.rules';
import { attendeeOf } from './attendee.rules';
import { useSalesChange } from './sales.queries';
import type { StepOf } from './step-dialogs';

const KINDS = ['meeting', 'visit', 'call'] as const;

/** What took place and was not planned: at the counter, on the way, by a telephone that is not ours. */
export function HappenedDialog({ of, onClose }: { of: StepOf; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const save = useSalesChange((body: Record<string, unknown>) => sales.plan({ ...of, ...body }), true);
  const [now] = useState(() => new Date());
  const isInPerson = (values: Record<string, unknown>) => values.kind !== 'call';
  return (
    <EditDialog
      title={t('sales.writeDown')}
      fields={[
        { name: 'subject', label: t('sales.aboutWhat'), kind: 'text', required: true },
        {
          name: 'kind',
          label: t('sales.kind'),
          kind: 'select',
          required: true,
          choices: KINDS.map((value) => ({ value, label: t(`sales.kinds.${value}`) })),
        },
        { name: 'doneAt', label: t('sales.tookPlace'), kind: 'datetime', required: true },
        { name: 'minutes', label: t('sales.minutes'), kind: 'number', when: isInPerson },
        { name: 'place', label: t('sales.place'), kind: 'text', when: isInPerson },
        {
          name: 'attendees',
          label: t('sales.whoWasThere'),
          hint: t('sales.attendeesHint'),
          kind: 'tags',
          when: isInPerson,
        },
        { name: 'notes', label: t('sales.notes'), kind: 'multiline' },
        { name: 'outcome', label: t('sales.outcome'), hint: t('sales.outcomeHint'), kind: 'multiline' },
      ]}
      initial={{
        subject: '',
        kind: 'meeting',
        doneAt: wallTime(me.timeZone, now).slice(0, 16),
        minutes: null,
        place: '',
        attendees: [],
        notes: '',
        outcome: '',
      }}
      save={({ subject, kind, doneAt, minutes, place, attendees, notes, outcome }) => {
        const at = instantIn(me.timeZone, String(doneAt)).toISOString();
        return save.mutateAsync({
          subject,
          kind,
          dueAt: at,
          doneAt: at,
          ...(typeof minutes === 'number' && minutes >= 5 && { minutes }),
          place: String(place ?? '') || null,
          attendees: kind === 'call' ? [] : (attendees as string[]).map((word) => attendeeOf(word)),
          notes: String(notes ?? '') || null,
          outcome: String(outcome ?? '') || null,
        });
      }}
      onClose={onClose}
    />
  );
}
