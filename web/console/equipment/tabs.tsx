import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import classes from './equipment.module.css';

const TABS = [
  { to: '/equipment', label: 'equipment.tabs.units', end: true },
  { to: '/equipment/stock', label: 'equipment.tabs.stock', end: false },
  { to: '/equipment/models', label: 'equipment.tabs.models', end: false },
] as const;

export function EquipmentTabs() {
  const { t } = useTranslation();
  return (
    <nav className={classes.tabs} aria-label={t('equipment.title')}>
      {TABS.map(({ to, label, end }) => (
        <NavLink key={to} to={to} end={end}>
          {t(label)}
        </NavLink>
      ))}
    </nav>
  );
}
