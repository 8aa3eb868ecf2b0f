import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import { ApiError } from '../../api/client';
import { identity } from '../../api/identity.api';
import { wordsOf } from '../feedback/notify';
import { CodeFields } from './code-fields';
import { Door } from './door';
import classes from './door.module.css';
import { ME } from './session';

/** Only a path of ours may follow a sign-in, never an address that came in a link. */
const safeNext = (next: string | null): string => (next && /^\/(?![/\\])/.test(next) ? next : '/');

export function SignIn() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const { state } = useLocation() as { state: { ended?: boolean } | null };
  const navigate = useNavigate();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState('');
  const [askCode, setAskCode] = useState(false);
  const [withRecovery, setWithRecovery] = useState(false);
  const setup = useQuery({ queryKey: ['setup'], queryFn: identity.setupNeeded, retry: false });
  const sso = useQuery({ queryKey: ['sso'], queryFn: identity.ssoButtons, retry: false });

  const signIn = useMutation({
    meta: { quiet: true },
    mutationFn: (code: string) => identity.signIn({ email, password, totp: code || undefined }),
    onSuccess: async () => {
      await client.resetQueries({ queryKey: ME });
      const next = safeNext(params.get('next'));
      // The technician’s app is a page of its own.
      if (/^\/field(?![\w-])/.test(next)) location.replace(next);
      else await navigate(next, { replace: true });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'totp_required') setAskCode(true);
      setTotp('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(totp);
  };
  const refused = signIn.error instanceof ApiError && signIn.error.code !== 'totp_required' ? signIn.error : null;

  if (setup.data?.needed) {
    return (
      <Door title={t('session.notSetUp')} intro={t('session.notSetUpHint')}>
        {null}
      </Door>
    );
  }
  return (
    <Door
      title={askCode ? t('session.secondStep') : t('session.signIn')}
      intro={askCode ? t(withRecovery ? 'session.recoveryHint' : 'session.codeHint') : undefined}
    >
      <form className={classes.form} onSubmit={submit}>
        {state?.ended && !refused && (
          <p className={classes.good} role="status">
            {t('session.ended')}
          </p>
        )}
        {params.get('sso') && !refused && (
          <p className={classes.problem} role="alert">
            {t('session.ssoFailed')}
          </p>
        )}
        {refused && (
          <p className={classes.problem} role="alert">
            {wordsOf(refused)}
          </p>
        )}
        {askCode ? (
          <CodeFields
            code={totp}
            onChange={setTotp}
            onComplete={(code) => signIn.mutate(code)}
            pending={signIn.isPending}
            recovery={withRecovery}
            onRecovery={setWithRecovery}
          />
        ) : (
          <>
            <TextInput
              size="md"
              label={t('session.email')}
              type="email"
              autoComplete="username"
              required
              withAsterisk={false}
              autoFocus
              value={email}
              onChange={(e) => setEmail(e.currentTarget.value)}
            />
            <PasswordInput
              size="md"
              label={t('session.password')}
              autoComplete="current-password"
              required
              withAsterisk={false}
              value={password}
              onChange={(e) => setPassword(e.currentTarget.value)}
            />
            <Button type="submit" size="md" loading={signIn.isPending}>
              {t('session.signIn')}
            </Button>
          </>
        )}
      </form>
      {!askCode && (sso.data?.length ?? 0) > 0 && (
        <>
          <div className={classes.or}>{t('session.or')}</div>
          <div className={classes.form} style={{ marginTop: 0, gap: 8 }}>
            {sso.data?.map((connection) => (
              <Button
                key={connection.id}
                component="a"
                href={`/api/v1/sso/${connection.id}/start?next=${encodeURIComponent(safeNext(params.get('next')))}`}
                size="md"
                variant="default"
              >
                {t('session.signInWith', { name: connection.name })}
              </Button>
            ))}
          </div>
        </>
      )}
      {!askCode && (
        <p className={classes.below}>
          <Link className="link" to="/forgot-password">
            {t('session.forgot')}
          </Link>
        </p>
      )}
    </Door>
  );
}
