import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import { dispatch } from '../../api/dispatch.api';
import { VISIT_KINDS } from '../../api/dispatch.types';
import { EditDialog } from '../settings/edit-dialog';
import { minutesFrom } from '../settings/promises/duration.rules';
import { useMe } from '../session/session';
import { useNow } from '../time/reader';
import { instantIn, wallTime } from '../time/wall-time.rules';
import { BOARD } from './dispatch.queries';

/** An emergency is due within the hour; where it fits, and whom it pushes aside, is suggested once it is there. */
const EMERGENCY_MINUTES = 60;

interface Props {
  isEmergency?: boolean;
  /** Of the ticket that it is for, where that is known. */
  ticket?: number;
  onMade: (id: string) => void;
  onClose: () => void;
}

export function NewVisit({ isEmergency, ticket, onMade, onClose }: Props) {
  const { t } = useTranslation();
  const { timeZone } = useMe();
  const now = useNow();
  const client = useQueryClient();
  const due = isEmergency ? wallTime(timeZone, new Date(now.getTime() + EMERGENCY_MINUTES * 60_000)).slice(0, 16) : '';
  return (
    <EditDialog
      title={t(isEmergency ? 'dispatch.emergency' : 'dispatch.newVisit')}
      saveLabel={t('dispatch.make')}
      fields={[
        {
          name: 'ticketId',
          label: t('dispatch.ticketNumber'),
          hint: t('dispatch.ticketHint'),
          kind: 'text',
          required: true,
          readOnly: ticket !== undefined,
        },
        {
          name: 'kind',
          label: t('dispatch.kind'),
          kind: 'select',
          required: true,
          choices: VISIT_KINDS.map((kind) => ({ value: kind, label: t(`dispatch.kinds.${kind}`) })),
        },
        { name: 'about', label: t('dispatch.about'), kind: 'multiline' },
        { name: 'address', label: t('dispatch.address'), hint: t('dispatch.addressHint'), kind: 'text' },
        { name: 'minutes', label: t('dispatch.duration'), hint: t('dispatch.durationHint'), kind: 'text' },
        { name: 'dueAt', label: t('dispatch.dueAt'), hint: t('dispatch.dueHint'), kind: 'datetime' },
      ]}
      initial={{
        ticketId: ticket ? String(ticket) : '',
        kind: 'repair',
        about: '',
        address: '',
        minutes: '',
        dueAt: due,
      }}
      save={async ({ ticketId, kind, about, address, minutes, dueAt }) => {
        const length = minutesFrom(String(minutes));
        const made = await dispatch.create({
          ticketId: String(ticketId).replace(/^#/, '').trim(),
          kind,
          ...(about ? { about } : {}),
          ...(address ? { place: { address } } : {}),
          ...(length ? { minutes: length } : {}),
          ...(dueAt ? { dueAt: instantIn(timeZone, String(dueAt)).toISOString() } : {}),
        });
        await client.invalidateQueries({ queryKey: BOARD });
        onMade(made.id);
      }}
      onClose={onClose}
    />
  );
}
