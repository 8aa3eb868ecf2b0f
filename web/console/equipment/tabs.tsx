import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { telemetry } from '../../api/telemetry.api';
import { useCan } from '../session/session';
import classes from './equipment.module.css';

const TABS = [
  { to: '/equipment', label: 'equipment.tabs.units', end: true },
  { to: '/equipment/stock', label: 'equipment.tabs.stock', end: false },
  { to: '/equipment/models', label: 'equipment.tabs.models', end: false },
] as const;

export function EquipmentTabs() {
  const { t } = useTranslation();
  const mayRead = useCan()('telemetry:read');
  const counts = useQuery({
    queryKey: ['telemetry', 'counts'],
    queryFn: telemetry.counts,
    enabled: mayRead,
    refetchInterval: 60_000,
  });
  const open = counts.data?.open ?? 0;
  return (
    <nav className={classes.tabs} aria-label={t('equipment.title')}>
      {TABS.map(({ to, label, end }) => (
        <NavLink key={to} to={to} end={end}>
          {t(label)}
        </NavLink>
      ))}
      {mayRead && (
        <NavLink to="/equipment/alerts">
          {t('equipment.tabs.alerts')} {open > 0 && <span className="bad">{open}</span>}
        </NavLink>
      )}
    </nav>
  );
}
