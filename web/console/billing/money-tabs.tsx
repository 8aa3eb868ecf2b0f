import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useCan } from '../session/session';
import classes from './billing.module.css';

/** Contracts and what is invoiced for them are one place. */
export function MoneyTabs() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const can = useCan();
  const tabs = [
    { to: '/contracts', label: t('billing.contracts'), may: can('contracts:read') },
    { to: '/invoices', label: t('billing.invoices'), may: can('invoices:read') },
  ].filter(({ may }) => may);
  return (
    <nav className={classes.tabs} aria-label={t('shell.money')}>
      {tabs.map(({ to, label }) => (
        <Link key={to} to={to} aria-current={pathname.startsWith(to) ? 'page' : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}

export function StateBadge({ state, words }: { state: string; words: string }) {
  return (
    <span className={classes.badge} data-state={state}>
      {words}
    </span>
  );
}
