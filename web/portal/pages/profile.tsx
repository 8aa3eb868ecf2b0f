import {
  Button,
  NativeSelect,
  PasswordInput,
  SegmentedControl,
  Switch,
  TextInput,
  useMantineColorScheme,
} from '@mantine/core';
import { IconDeviceMobile, IconLogout } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client';
import { shortTime } from '../../console/time/time';
import { speak, type Language } from '../i18n';
import { useMe, useNow, useReader } from '../me';
import { InstallOffer } from '../parts/install';
import { Lines, Problem, useProblemWords } from '../parts/states';
import { portal, type Session } from '../portal.api';

export function Profile() {
  const { t } = useTranslation();
  return (
    <div className="narrow">
      <div className="hello">
        <h1>{t('profile')}</h1>
      </div>
      <Self />
      <Password />
      <Sessions />
      <Privacy />
      <InstallOffer />
    </div>
  );
}

function Self() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [name, setName] = useState(me.name);
  const change = useMutation({
    mutationFn: portal.change,
    onSuccess: () => client.invalidateQueries({ queryKey: ['me'] }),
  });
  return (
    <section className="card pad stack">
      <h2>{t('aboutYou')}</h2>
      <form
        className="inline"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ name });
        }}
      >
        <TextInput
          className="grow"
          label={t('name')}
          value={name}
          maxLength={200}
          onChange={(e) => setName(e.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!name.trim() || name === me.name} loading={change.isPending}>
          {t('save')}
        </Button>
      </form>
      <p className="mid sm">
        {me.email}
        {me.company && ` · ${me.company.name}`}
      </p>
      <NativeSelect
        label={t('language')}
        value={i18n.language}
        data={[
          { value: 'en', label: 'English' },
          { value: 'pt-BR', label: 'Português (Brasil)' },
        ]}
        onChange={(e) => {
          const language = e.currentTarget.value as Language;
          void speak(language).then(() => change.mutate({ language }));
        }}
      />
      <div>
        <span className="label">{t('look')}</span>
        <SegmentedControl
          fullWidth
          value={colorScheme}
          onChange={(value) => setColorScheme(value as 'light' | 'dark' | 'auto')}
          data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`scheme.${value}`) }))}
          aria-label={t('look')}
        />
      </div>
      <Switch
        label={t('notify')}
        description={t('notifyHint')}
        checked={me.notify}
        onChange={(e) => change.mutate({ notify: e.currentTarget.checked })}
      />
    </section>
  );
}

function Password() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const words = useProblemWords();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: () => portal.password({ password, ...(!me.mayResetPassword && { current }) }),
    onSuccess: async () => {
      setCurrent('');
      setPassword('');
      await client.invalidateQueries();
    },
  });
  const fields = change.error instanceof ApiError ? change.error.fields : {};
  return (
    <section className="card pad">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <h2>{t('password')}</h2>
        <p className="mid sm">{t(me.hasPassword ? 'passwordIsSet' : 'noPassword')}</p>
        {!me.mayResetPassword && (
          <PasswordInput
            label={t('currentPassword')}
            autoComplete="current-password"
            value={current}
            error={fields.current && t('errors.wrongPassword')}
            onChange={(e) => setCurrent(e.currentTarget.value)}
          />
        )}
        <PasswordInput
          label={t('newPassword')}
          autoComplete="new-password"
          value={password}
          error={fields.password && t('errors.weakPassword')}
          onChange={(e) => setPassword(e.currentTarget.value)}
        />
        {change.error && Object.keys(fields).length === 0 && (
          <p className="bad sm" role="alert">
            {words(change.error)}
          </p>
        )}
        {change.isSuccess && (
          <p className="ok sm" role="status">
            {t('passwordChanged')}
          </p>
        )}
        <Button className="start" type="submit" variant="default" disabled={!password} loading={change.isPending}>
          {t(me.hasPassword ? 'changePassword' : 'setPassword')}
        </Button>
      </form>
    </section>
  );
}

function Sessions() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reader = useReader();
  const now = useNow(60_000);
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: portal.sessions });
  const end = useMutation({
    mutationFn: (session: Session) => portal.endSession(session.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
  return (
    <section className="card">
      <header>
        <h2>{t('sessions')}</h2>
      </header>
      {sessions.error ? (
        <Problem error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : sessions.isPending ? (
        <Lines count={2} />
      ) : (
        sessions.data.items.map((one) => (
          <div className="li" key={one.id}>
            <IconDeviceMobile size={16} stroke={1.6} aria-hidden />
            <div className="cut">
              <div className="a cut">{browserOf(one.userAgent) || t('someBrowser')}</div>
              <div className="b">
                {one.current ? t('thisBrowser') : t('seen', { time: shortTime(one.lastSeenAt, now, reader) })} ·{' '}
                {one.ip}
              </div>
            </div>
            {!one.current && (
              <Button
                variant="default"
                size="xs"
                leftSection={<IconLogout size={14} aria-hidden />}
                onClick={() => end.mutate(one)}
              >
                {t('signOut')}
              </Button>
            )}
          </div>
        ))
      )}
    </section>
  );
}

/** `Firefox, Android`: enough to know one's own. */
function browserOf(userAgent: string): string {
  const browser = /(Edg|Firefox|OPR|Chrome|Safari)\//.exec(userAgent)?.[1] ?? '';
  const system = /Android|iPhone|iPad|Windows|Mac OS X|Linux/.exec(userAgent)?.[0] ?? '';
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' };
  return [names[browser] ?? browser, names[system] ?? system].filter(Boolean).join(', ');
}

function Privacy() {
  const { t } = useTranslation();
  const words = useProblemWords();
  const ask = useMutation({ mutationFn: portal.askAboutData });
  return (
    <section className="card pad stack">
      <h2>{t('privacy')}</h2>
      <p className="mid">{t('privacyHint')}</p>
      {ask.isSuccess && (
        <p className="ok" role="status">
          {t('privacyAsked')}
        </p>
      )}
      {ask.error && (
        <p className="bad" role="alert">
          {words(ask.error)}
        </p>
      )}
      <div className="acts">
        <Button variant="default" loading={ask.isPending} onClick={() => ask.mutate('export')}>
          {t('privacyExport')}
        </Button>
        <Button variant="subtle" color="gray" disabled={ask.isPending} onClick={() => ask.mutate('erasure')}>
          {t('privacyErase')}
        </Button>
      </div>
    </section>
  );
}
