import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { identity } from '../../api/identity.api';
import { wordsOf } from '../feedback/notify';
import { Door } from './door';
import classes from './door.module.css';

export function ForgotPassword() {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const ask = useMutation({ meta: { quiet: true }, mutationFn: identity.forgotPassword });
  return (
    <Door title={t('session.forgotTitle')} intro={t('session.forgotHint')}>
      {ask.isSuccess ? (
        // The same words whether the address is known or not: the page must not tell who works here.
        <p className={classes.good} style={{ marginTop: 24 }} role="status">
          {t('session.resetSent', { email })}
        </p>
      ) : (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            ask.mutate(email);
          }}
        >
          {ask.error && (
            <p className={classes.problem} role="alert">
              {wordsOf(ask.error)}
            </p>
          )}
          <TextInput
            size="md"
            label={t('session.email')}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            value={email}
            onChange={(e) => setEmail(e.currentTarget.value)}
          />
          <Button type="submit" size="md" loading={ask.isPending}>
            {t('session.sendLink')}
          </Button>
        </form>
      )}
      <p className={classes.below}>
        <Link className="link" to="/sign-in">
          {t('session.backToSignIn')}
        </Link>
      </p>
    </Door>
  );
}

export function ResetPassword() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const [password, setPassword] = useState('');
  const reset = useMutation({
    meta: { quiet: true },
    mutationFn: () => identity.resetPassword(params.get('token') ?? '', password),
  });
  return (
    <Door title={t('session.newPasswordTitle')} intro={t('session.passwordRule')}>
      {reset.isSuccess ? (
        <div className={classes.form}>
          <p className={classes.good} role="status">
            {t('session.passwordChanged')}
          </p>
          <Button component={Link} to="/sign-in" size="md">
            {t('session.signIn')}
          </Button>
        </div>
      ) : (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            reset.mutate();
          }}
        >
          {reset.error && (
            <p className={classes.problem} role="alert">
              {wordsOf(reset.error)}
            </p>
          )}
          <PasswordInput
            size="md"
            label={t('session.newPassword')}
            autoComplete="new-password"
            minLength={12}
            required
            withAsterisk={false}
            value={password}
            onChange={(e) => setPassword(e.currentTarget.value)}
          />
          <Button type="submit" size="md" loading={reset.isPending}>
            {t('session.savePassword')}
          </Button>
        </form>
      )}
    </Door>
  );
}
