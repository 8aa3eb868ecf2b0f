import {
  IconAlarm,
  IconBookmark,
  IconCheck,
  IconClock,
  IconInbox,
  IconMoon,
  IconPlayerPause,
  IconUser,
  IconUserPlus,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import classes from './queue-pane.module.css';
import { useViewCounts, useViews, viewName } from './views.queries';

const ICONS: Record<string, Icon> = {
  mine: IconUser,
  unassigned: IconUserPlus,
  'due-soon': IconClock,
  waiting: IconPlayerPause,
  'all-open': IconInbox,
  snoozed: IconMoon,
  solved: IconCheck,
  late: IconAlarm,
};

/** A phone shows them as a row of pills, the current one first. */
export function ViewsNav({ current }: { current: string }) {
  const { t } = useTranslation();
  const views = useViews();
  const counts = useViewCounts();
  return (
    <nav className={classes.views} aria-label={t('queue.viewsLabel')}>
      {views.data?.map((view) => {
        const address = view.key ?? view.id;
        const Shape = ICONS[view.key ?? ''] ?? IconBookmark;
        const count = counts.get(view.id) ?? counts.get(address);
        return (
          <Link
            key={view.id}
            className={classes.view}
            to={`/queue?view=${address}`}
            aria-current={current === address || current === view.id ? 'true' : undefined}
          >
            <Shape size={16} stroke={1.75} aria-hidden="true" />
            <span className="cut">{viewName(view, t)}</span>
            {count !== undefined && (
              <span className={classes.count} data-tone={view.key === 'due-soon' && count > 0 ? 'warn' : undefined}>
                {count > 9999 ? '9999+' : count}
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
