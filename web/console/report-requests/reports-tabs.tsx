import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import outreach from '../broadcasts/broadcasts.module.css';
import { useCan } from '../session/session';

/** What we count about ourselves, and what customers asked us to find out. */
export function ReportsTabs({ current }: { current: 'figures' | 'requests' }) {
  const { t } = useTranslation();
  const can = useCan();
  if (!can('sla:read') || !can('report-requests:read')) return null;
  return (
    <nav className={outreach.tabs} aria-label={t('shell.reports')}>
      <Link to="/reports" aria-current={current === 'figures' ? 'page' : undefined}>
        {t('reportRequests.figures')}
      </Link>
      <Link to="/report-requests" aria-current={current === 'requests' ? 'page' : undefined}>
        {t('reportRequests.title')}
      </Link>
    </nav>
  );
}
