import { useTranslation } from 'react-i18next';
import type { Attendee } from '../../api/sales.types';
import { TagMark, type Tone } from '../../ui/tag-mark';
import classes from './sales.module.css';

const TONES: Record<string, Tone> = { accepted: 'ok', declined: 'bad', tentative: 'warn', not_sent: 'bad' };

/** Who is to be there, and what their calendars answered. */
export function Attendees({ attendees }: { attendees: Attendee[] }) {
  const { t } = useTranslation();
  if (attendees.length === 0) return null;
  return (
    <ul className={classes.attendees} aria-label={t('sales.attendees')}>
      {attendees.map(({ name, email, invitation }, at) => (
        <li key={at} title={email}>
          {name}
          {invitation && <TagMark tone={TONES[invitation] ?? 'plain'}>{t(`sales.invitations.${invitation}`)}</TagMark>}
        </li>
      ))}
    </ul>
  );
}
