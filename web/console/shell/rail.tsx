import { Tooltip } from '@mantine/core';
import {
  IconBook2,
  IconChartBar,
  IconDevices,
  IconFileInvoice,
  IconInbox,
  IconLayoutKanban,
  IconRoute,
  IconSearch,
  IconSettings,
  IconSpeakerphone,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { DeskBell } from '../../ui/desk-bell';
import { MOD } from '../../ui/key-cap';
import { Bell } from '../notifications/bell';
import { PhoneButton } from '../phone/phone-button';
import { useCan } from '../session/session';
import { AccountMenu } from './account-menu';
import classes from './frame.module.css';

function Item({
  to,
  icon: Shape,
  label,
  keys,
  current,
}: {
  to: string;
  icon: Icon;
  label: string;
  keys: string;
  current: boolean;
}) {
  return (
    <Tooltip label={`${label}  ${keys}`} position="right">
      <Link className={classes.item} to={to} aria-label={label} aria-current={current ? 'page' : undefined}>
        <Shape size={20} stroke={1.6} aria-hidden="true" />
      </Link>
    </Tooltip>
  );
}

export function Rail({ onPalette }: { onPalette: () => void }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const can = useCan();
  const inside = (...paths: string[]) => paths.some((path) => pathname.startsWith(path));
  return (
    <nav className={classes.rail} aria-label={t('shell.main')}>
      <Link className={classes.mark} to="/queue" aria-label="Frontdesk">
        <DeskBell />
      </Link>
      <Item
        to="/queue"
        icon={IconInbox}
        label={t('shell.queue')}
        keys="g q"
        current={inside('/queue', '/tickets', '/start')}
      />
      {can('visits:plan') && (
        <Item to="/dispatch" icon={IconRoute} label={t('shell.dispatch')} keys="g d" current={inside('/dispatch')} />
      )}
      {can('deals:read') && (
        <Item to="/sales" icon={IconLayoutKanban} label={t('shell.sales')} keys="g s" current={inside('/sales')} />
      )}
      <Item to="/customers" icon={IconUsers} label={t('shell.customers')} keys="g c" current={inside('/customers')} />
      {can('equipment:read') && (
        <Item
          to="/equipment"
          icon={IconDevices}
          label={t('shell.equipment')}
          keys="g e"
          current={inside('/equipment')}
        />
      )}
      {can('broadcasts:read', 'broadcasts:send', 'posts:read') && (
        <Item
          to={can('broadcasts:read', 'broadcasts:send') ? '/broadcasts' : '/posts'}
          icon={IconSpeakerphone}
          label={t('shell.broadcasts')}
          keys="g b"
          current={inside('/broadcasts', '/posts')}
        />
      )}
      {can('invoices:read', 'contracts:read') && (
        <Item
          to={can('invoices:read') ? '/invoices' : '/contracts'}
          icon={IconFileInvoice}
          label={t('shell.money')}
          keys="g i"
          current={inside('/invoices', '/contracts')}
        />
      )}
      {can('knowledge:read') && (
        <Item to="/knowledge" icon={IconBook2} label={t('knowledge.title')} keys="g k" current={inside('/knowledge')} />
      )}
      {can('sla:read', 'report-requests:read') && (
        <Item
          to={can('sla:read') ? '/reports' : '/report-requests'}
          icon={IconChartBar}
          label={t('shell.reports')}
          keys="g r"
          current={inside('/reports', '/report-requests')}
        />
      )}
      <span className="grow" />
      <PhoneButton />
      <Bell current={inside('/notifications')} />
      <Tooltip label={`${t('shell.find')}  ${MOD} K`} position="right">
        <button type="button" className={classes.item} aria-label={t('shell.find')} onClick={onPalette}>
          <IconSearch size={20} stroke={1.6} aria-hidden="true" />
        </button>
      </Tooltip>
      <Item to="/settings" icon={IconSettings} label={t('shell.settings')} keys="g t" current={inside('/settings')} />
      <AccountMenu />
    </nav>
  );
}
