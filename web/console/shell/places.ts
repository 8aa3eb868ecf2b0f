import {
  IconBook2,
  IconChartBar,
  IconDevices,
  IconFileInvoice,
  IconInbox,
  IconLayoutKanban,
  IconRoute,
  IconSpeakerphone,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useCan } from '../session/session';

export interface Place {
  to: string;
  icon: Icon;
  label: string;
  keys: string;
  current: boolean;
}

/** Where this person may go, in the order of a day's work: the rail and the bar of a phone show the same. */
export function usePlaces(): Place[] {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const can = useCan();
  const place = (to: string, icon: Icon, label: string, keys: string, ...more: string[]): Place => ({
    to,
    icon,
    label,
    keys,
    current: [to, ...more].some((path) => pathname.startsWith(path)),
  });
  const figures = can('sla:read') ? '/reports' : '/report-requests';
  const toMany = can('broadcasts:read', 'broadcasts:send') ? '/broadcasts' : '/posts';
  const money = can('invoices:read') ? '/invoices' : '/contracts';
  return [
    place('/queue', IconInbox, t('shell.queue'), 'g q', '/tickets', '/start'),
    can('visits:plan') && place('/dispatch', IconRoute, t('shell.dispatch'), 'g d'),
    can('deals:read') && place('/sales', IconLayoutKanban, t('shell.sales'), 'g s'),
    place('/customers', IconUsers, t('shell.customers'), 'g c'),
    can('equipment:read') && place('/equipment', IconDevices, t('shell.equipment'), 'g e'),
    can('broadcasts:read', 'broadcasts:send', 'posts:read') &&
      place(toMany, IconSpeakerphone, t('shell.broadcasts'), 'g b', '/broadcasts', '/posts'),
    can('invoices:read', 'contracts:read') &&
      place(money, IconFileInvoice, t('shell.money'), 'g i', '/invoices', '/contracts'),
    can('knowledge:read') && place('/knowledge', IconBook2, t('knowledge.title'), 'g k'),
    can('sla:read', 'report-requests:read') &&
      place(figures, IconChartBar, t('shell.reports'), 'g r', '/reports', '/report-requests'),
  ].filter((one) => one !== false);
}
