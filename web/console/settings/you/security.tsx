import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identity } from '../../../api/identity.api';
import { say } from '../../feedback/notify';
import { Body, Part } from '../parts';
import classes from '../settings.module.css';
import { SecondFactor } from './second-factor';
import { Sessions } from './sessions';
import { Tokens } from './tokens';

export function Security() {
  const { t } = useTranslation();
  return (
    <Body title={t('settings.sections.security')} intro={t('security.intro')}>
      <SecondFactor />
      <Password />
      <Sessions />
      <Tokens />
    </Body>
  );
}

function Password() {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: () => identity.changePassword(current, password),
    onSuccess: () => {
      setCurrent('');
      setPassword('');
      say(t('security.passwordChanged'));
    },
  });
  return (
    <Part title={t('session.password')}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <div className={classes.two}>
          <PasswordInput
            label={t('security.currentPassword')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={current}
            onChange={(e) => setCurrent(e.currentTarget.value)}
          />
          <PasswordInput
            label={t('session.newPassword')}
            autoComplete="new-password"
            minLength={12}
            required
            withAsterisk={false}
            value={password}
            onChange={(e) => setPassword(e.currentTarget.value)}
          />
        </div>
        <div>
          <Button type="submit" variant="default" loading={change.isPending}>
            {t('security.changePassword')}
          </Button>
        </div>
      </form>
    </Part>
  );
}
