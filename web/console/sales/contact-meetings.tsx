import { useTranslation } from 'react-i18next';
import panel from '../customer/customer-panel.module.css';
import { useCan } from '../session/session';
import { useNow, useReader } from '../time/reader';
import { shortTime } from '../time/time';
import { KIND_ICONS } from './next-line';
import { useActivities } from './sales.queries';

/** What was done in person or by phone with somebody, and what came of it; what is planned comes first. */
export function ContactMeetings({ contactId }: { contactId: string }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const mayRead = useCan()('deals:read');
  const planned = useActivities({ contact: contactId, limit: 5 }, mayRead);
  const done = useActivities({ contact: contactId, state: 'done', limit: 10 }, mayRead);
  const items = [...(planned.data?.items ?? []), ...(done.data?.items ?? [])];
  if (items.length === 0) return null;
  return (
    <section className={panel.section}>
      <h3>{t('sales.activities')}</h3>
      {items.map((activity) => {
        const Shape = KIND_ICONS[activity.kind];
        const more = [
          activity.attendees.length > 0 &&
            t('sales.with', { names: activity.attendees.map(({ name }) => name).join(', ') }),
          activity.notes,
          activity.outcome,
        ].filter(Boolean);
        return (
          <div key={activity.id}>
            <div className={panel.line}>
              <Shape size={16} stroke={1.75} aria-label={t(`sales.kinds.${activity.kind}`)} />
              <span className="cut">{activity.subject}</span>
              <span className={panel.right}>{shortTime(activity.doneAt ?? activity.dueAt, now, reader)}</span>
            </div>
            {more.length > 0 && <p className={panel.notes}>{more.join('\n')}</p>}
          </div>
        );
      })}
    </section>
  );
}
