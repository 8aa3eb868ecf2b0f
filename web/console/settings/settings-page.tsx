import { Select } from '@mantine/core';
import {
  IconActivity,
  IconArrowsShuffle,
  IconBolt,
  IconBook2,
  IconBuilding,
  IconCalendarClock,
  IconDatabaseImport,
  IconFileInvoice,
  IconForms,
  IconHourglass,
  IconInbox,
  IconPhoneCall,
  IconKey,
  IconListDetails,
  IconLock,
  IconSpeakerphone,
  IconMailForward,
  IconMessage2Share,
  IconPackage,
  IconPlugConnected,
  IconReportSearch,
  IconRoute,
  IconShieldCheck,
  IconTargetArrow,
  IconShieldLock,
  IconTemperature,
  IconTool,
  IconUser,
  IconUsers,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useLocation, useNavigate } from 'react-router';
import { useSections, type SectionKey } from './sections';
import classes from './settings.module.css';

const ICONS: Record<SectionKey, Icon> = {
  profile: IconUser,
  security: IconShieldCheck,
  channels: IconPlugConnected,
  extensions: IconPhoneCall,
  intake: IconInbox,
  outbox: IconMailForward,
  hours: IconCalendarClock,
  promises: IconHourglass,
  billing: IconFileInvoice,
  technicians: IconTool,
  telemetry: IconTemperature,
  statuses: IconListDetails,
  fields: IconForms,
  views: IconBook2,
  canned: IconMessage2Share,
  macros: IconBolt,
  rules: IconRoute,
  packages: IconPackage,
  pipelines: IconTargetArrow,
  people: IconUsers,
  teams: IconUsersGroup,
  assignment: IconArrowsShuffle,
  roles: IconKey,
  sso: IconLock,
  notices: IconSpeakerphone,
  audit: IconReportSearch,
  imports: IconDatabaseImport,
  privacy: IconShieldLock,
  organisation: IconBuilding,
  health: IconActivity,
};

export function SettingsPage() {
  const { t } = useTranslation();
  const sections = useSections();
  const navigate = useNavigate();
  const current = useLocation().pathname.split('/')[2] ?? '';
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    nav.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const groups = [...new Set(sections.map((section) => section.group))];
  const choices = groups.map((group) => ({
    group: t(`settings.groups.${group}`),
    items: sections
      .filter((section) => section.group === group)
      .map(({ key }) => ({ value: key as string, label: t(`settings.sections.${key}`) })),
  }));
  return (
    <div className={classes.page}>
      <nav ref={nav} className={classes.nav} aria-label={t('shell.settings')}>
        <h1>{t('shell.settings')}</h1>
        {groups.map((group) => (
          <div key={group} className={classes.group}>
            <h2>{t(`settings.groups.${group}`)}</h2>
            {sections
              .filter((section) => section.group === group)
              .map(({ key }) => {
                const Shape = ICONS[key];
                return (
                  <NavLink key={key} to={`/settings/${key}`} className={classes.link}>
                    <Shape size={16} stroke={1.75} aria-hidden="true" />
                    {t(`settings.sections.${key}`)}
                  </NavLink>
                );
              })}
          </div>
        ))}
      </nav>
      <main className={classes.main}>
        <div className={classes.choose}>
          <Select
            aria-label={t('shell.settings')}
            data={choices}
            value={current}
            allowDeselect={false}
            onChange={(key) => key && void navigate(`/settings/${key}`)}
          />
        </div>
        <Outlet />
      </main>
    </div>
  );
}
