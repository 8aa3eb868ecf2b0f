import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sales } from '../../api/sales.api';
import { ACTIVITY_KINDS, type Activity, type ActivityKind } from '../../api/sales.types';
import { useDeleteLater } from '../feedback/delete-later';
import { useUsers } from '../queue/lookups.queries';
import { useMe } from '../session/session';
import { EditDialog } from '../settings/edit-dialog';
import { instantIn, wallTime } from '../time/wall-time.rules';
import { attendeeOf, wordOf } from './attendee.rules';
import { SALES, useSalesChange } from './sales.queries';

interface Props {
  /** One that is changed or put off. */
  activity?: Pick<Activity, 'id' | 'kind' | 'subject' | 'dueAt' | 'version'> & Partial<Activity>;
  of?: { dealId?: string; contactId?: string; companyId?: string; ticketId?: string };
  kind?: ActivityKind;
  title?: string;
  onClose: () => void;
}

const HOUR_MS = 3_600_000;

export function ActivityDialog({ activity, of, kind = 'call', title, onClose }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const users = useUsers();
  const save = useSalesChange(
    (body: Record<string, unknown>) =>
      activity ? sales.replan(activity.id, { ...body, version: activity.version }) : sales.plan({ ...of, ...body }),
    true,
  );
  const { deleteLater } = useDeleteLater(SALES);
  // The next full hour of tomorrow: a step that nobody dates is dated late.
  const [first] = useState(() => new Date(Math.ceil((Date.now() + 23 * HOUR_MS) / HOUR_MS) * HOUR_MS));
  const isInPerson = (values: Record<string, unknown>) => values.kind === 'meeting' || values.kind === 'visit';
  return (
    <EditDialog
      title={title ?? t(activity ? 'sales.changeActivity' : 'sales.planStep')}
      saveLabel={t(activity ? 'common.save' : 'sales.plan')}
      fields={[
        { name: 'subject', label: t('sales.subject'), hint: t('sales.subjectHint'), kind: 'text', required: true },
        {
          name: 'kind',
          label: t('sales.kind'),
          kind: 'select',
          required: true,
          // On no deal and no customer there is nobody to call.
          choices: ACTIVITY_KINDS.filter((one) => activity || of || one === 'task').map((value) => ({
            value,
            label: t(`sales.kinds.${value}`),
          })),
        },
        { name: 'dueAt', label: t('sales.dueAt'), kind: 'datetime', required: true },
        { name: 'minutes', label: t('sales.minutes'), kind: 'number', when: isInPerson },
        { name: 'place', label: t('sales.place'), kind: 'text', when: isInPerson },
        {
          name: 'attendees',
          label: t('sales.attendees'),
          hint: t('sales.attendeesHint'),
          kind: 'tags',
          when: isInPerson,
        },
        {
          name: 'invites',
          label: t('sales.invites'),
          hint: t('sales.invitesHint'),
          kind: 'switch',
          when: ({ kind: chosen }) => chosen === 'meeting',
        },
        {
          name: 'ownerId',
          label: t('sales.owner'),
          kind: 'select',
          choices: (users.data ?? []).filter((one) => one.active).map(({ id, name }) => ({ value: id, label: name })),
        },
        { name: 'notes', label: t('sales.notes'), kind: 'multiline' },
      ]}
      initial={{
        subject: activity?.subject ?? '',
        kind: activity?.kind ?? (of ? kind : 'task'),
        dueAt: wallTime(me.timeZone, activity ? new Date(activity.dueAt) : first).slice(0, 16),
        minutes: activity?.minutes ?? null,
        place: activity?.place ?? '',
        attendees: (activity?.attendees ?? []).map(wordOf),
        invites: activity?.invites ?? true,
        ownerId: activity ? (activity.owner?.id ?? me.id) : me.id,
        notes: activity?.notes ?? '',
      }}
      save={({ subject, kind: chosen, dueAt, minutes, place, attendees, invites, ownerId, notes }) =>
        save.mutateAsync({
          subject,
          kind: chosen,
          dueAt: instantIn(me.timeZone, String(dueAt)).toISOString(),
          ...(typeof minutes === 'number' && minutes >= 5 && { minutes }),
          place: String(place ?? '') || null,
          attendees: (attendees as string[]).map((word) => attendeeOf(word, activity?.attendees ?? [])),
          ...(chosen === 'meeting' && { invites: Boolean(invites) }),
          ownerId: ownerId ?? null,
          notes: String(notes ?? '') || null,
        })
      }
      foot={
        activity && (
          <Button
            variant="subtle"
            color="red"
            onClick={() => {
              deleteLater(activity.id, t('sales.calledOff', { subject: activity.subject }), () =>
                sales.drop(activity.id),
              );
              onClose();
            }}
          >
            {t('sales.callOff')}
          </Button>
        )
      }
      onClose={onClose}
    />
  );
}
