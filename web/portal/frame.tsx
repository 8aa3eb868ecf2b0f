import { Button, Menu, UnstyledButton } from '@mantine/core';
import {
  IconCloudOff,
  IconChevronDown,
  IconDots,
  IconHome,
  IconInbox,
  IconLanguage,
  IconLogout,
  IconPlus,
  IconTruck,
  IconUser,
} from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, Outlet, useLocation, useNavigate } from 'react-router';
import { useDesk } from './brand';
import { speak, type Language } from './i18n';
import { useMe } from './me';
import { Initials, Logo } from './parts/marks';
import { portal } from './portal.api';

const icon = { size: 20, stroke: 1.6, 'aria-hidden': true } as const;

/** Answers in the chat that wait to be read; none while it is open, because there they are read. */
export function useUnread(): number {
  const { pathname } = useLocation();
  const { chatUnread } = useMe();
  return pathname === '/chat' ? 0 : chatUnread;
}

/** A number beside a place. */
export function Unread({ count }: { count?: number }) {
  const { t } = useTranslation();
  if (!count) return null;
  return (
    <span className="dot" role="img" aria-label={t('nUnread', { count })}>
      {count > 99 ? '99+' : count}
    </span>
  );
}

/** Places of the portal that a customer with these rights has, in the order of the bar. */
export function usePlaces(): { to: string; words: string; unread?: number }[] {
  const { t } = useTranslation();
  const { rights, company, chat } = useMe();
  const unread = useUnread();
  return [
    { to: '/', words: t('home') },
    { to: '/tickets', words: t('tickets') },
    { to: '/visits', words: t('visits') },
    ...(chat ? [{ to: '/chat', words: t('chat.title'), unread }] : []),
    ...(rights.equipment && company ? [{ to: '/equipment', words: t('equipment') }] : []),
    ...(rights.money && company ? [{ to: '/money', words: t('money') }] : []),
    { to: '/figures', words: t('figures') },
    { to: '/help', words: t('help') },
    ...(company ? [{ to: '/reports', words: t('reports') }] : []),
    ...(rights.people && company ? [{ to: '/people', words: t('people') }] : []),
  ];
}

export function Frame() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  useEffect(() => {
    scrollTo(0, 0);
  }, [pathname]);
  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <Top />
      <OfflineNote />
      <main className="wrap" id="main">
        <Outlet />
      </main>
      <Tabs />
    </>
  );
}

function Top() {
  const { t } = useTranslation();
  const desk = useDesk();
  const places = usePlaces();
  return (
    <header className="top">
      <div className="wrap">
        <Link className="brand" to="/" title={desk?.name}>
          <Logo desk={desk} /> <span>{desk?.name}</span>
        </Link>
        <nav className="nav" aria-label={t('portal')}>
          {places.map(({ to, words, unread }) => (
            <NavLink key={to} to={to} end={to === '/'}>
              {words}
              <Unread count={unread} />
            </NavLink>
          ))}
        </nav>
        <span className="grow" />
        <LanguageSwitch />
        <Account />
      </div>
    </header>
  );
}

function LanguageSwitch() {
  const { i18n } = useTranslation();
  const client = useQueryClient();
  const other: Language = i18n.language === 'en' ? 'pt-BR' : 'en';
  return (
    <Button
      className="desk"
      variant="subtle"
      color="gray"
      size="xs"
      lang={other}
      leftSection={<IconLanguage size={16} stroke={1.6} aria-hidden />}
      onClick={() =>
        void speak(other)
          .then(() => portal.change({ language: other }))
          .then(() => client.invalidateQueries({ queryKey: ['me'] }))
      }
    >
      {other === 'en' ? 'English' : 'Português'}
    </Button>
  );
}

function Account() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = async (): Promise<void> => {
    await portal.leave();
    await navigate('/');
    await client.resetQueries();
  };
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton className="who" aria-label={t('account', { name: me.name })}>
          <Initials name={me.name} size={32} />
          <span className="desk">
            <b>{me.name}</b>
            <small>{me.company?.name ?? me.email}</small>
          </span>
          <IconChevronDown className="desk mid" size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/profile" leftSection={<IconUser size={16} stroke={1.6} />}>
          {t('profile')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.6} />} onClick={() => void leave()}>
          {t('leave')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Tabs() {
  const { t } = useTranslation();
  const open = useQuery({ queryKey: ['tickets', 'open'], queryFn: () => portal.tickets({ state: 'open', limit: 50 }) });
  const count = open.data?.items.length ?? 0;
  const unread = useUnread();
  return (
    <nav className="tabs" aria-label={t('portal')}>
      <NavLink to="/" end>
        <IconHome {...icon} />
        {t('home')}
      </NavLink>
      <NavLink to="/tickets" end>
        <IconInbox {...icon} />
        {t('tickets')}
        {count > 0 && (
          <span className="dot" aria-label={t('nOpen', { count })}>
            {count}
          </span>
        )}
      </NavLink>
      <NavLink to="/tickets/new">
        <IconPlus {...icon} />
        {t('new')}
      </NavLink>
      <NavLink to="/visits">
        <IconTruck {...icon} />
        {t('visits')}
      </NavLink>
      <NavLink to="/more">
        <IconDots {...icon} />
        {t('more')}
        <Unread count={unread} />
      </NavLink>
    </nav>
  );
}

function OfflineNote() {
  const { t } = useTranslation();
  const [isOffline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const look = (): void => setOffline(!navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return (
    <div role="status">
      {isOffline && (
        <p className="offline">
          <IconCloudOff size={14} aria-hidden /> {t('offline')}
        </p>
      )}
    </div>
  );
}
