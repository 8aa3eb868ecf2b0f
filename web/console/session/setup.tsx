import { Button, PasswordInput, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { ApiError } from '../../api/client';
import { identity, type SetupAnswers } from '../../api/identity.api';
import { wordsOf } from '../feedback/notify';
import { LANGUAGES, NAMES, speak, type Language } from '../i18n/i18n';
import { Door } from './door';
import classes from './door.module.css';
import { meQuery } from './session';
import { TIME_ZONES } from '../time/time-zones';

/** The first page of an installation, behind the one-time link that the start printed. */
export function Setup() {
  const { t, i18n } = useTranslation();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [answers, setAnswers] = useState<Omit<SetupAnswers, 'token' | 'language'>>({
    company: '',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    name: '',
    email: '',
    password: '',
  });
  const needed = useQuery({ queryKey: ['setup'], queryFn: identity.setupNeeded, retry: false });
  const setUp = useMutation({
    meta: { quiet: true },
    mutationFn: async () => {
      await identity.setUp({ ...answers, token: params.get('token') ?? '', language: i18n.language });
      return identity.me().catch(() => identity.signIn({ email: answers.email, password: answers.password }));
    },
    onSuccess: async () => {
      await client.resetQueries();
      await client.ensureQueryData(meQuery);
      await navigate('/start', { replace: true });
    },
  });
  const fields = setUp.error instanceof ApiError ? setUp.error.fields : {};
  const on = (name: keyof typeof answers) => ({
    value: answers[name],
    error: fields[name],
    onChange: (event: ChangeEvent<HTMLInputElement>) => setAnswers({ ...answers, [name]: event.currentTarget.value }),
  });

  if (needed.data && !needed.data.needed) {
    return (
      <Door title={t('setup.done')} intro={t('setup.doneHint')}>
        <Button component={Link} to="/sign-in" size="md" mt={24} fullWidth>
          {t('session.signIn')}
        </Button>
      </Door>
    );
  }
  return (
    <Door title={t('setup.title')} intro={t('setup.intro')} wide>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          setUp.mutate();
        }}
      >
        {setUp.error && Object.keys(fields).length === 0 && (
          <p className={classes.problem} role="alert">
            {wordsOf(setUp.error)}
          </p>
        )}
        <TextInput
          size="md"
          label={t('setup.company')}
          autoComplete="organization"
          required
          withAsterisk={false}
          autoFocus
          {...on('company')}
        />
        <div className={classes.two}>
          <Select
            size="md"
            label={t('common.language')}
            data={LANGUAGES.map((value) => ({ value, label: NAMES[value] }))}
            value={i18n.language}
            allowDeselect={false}
            onChange={(value) => value && void speak(value as Language)}
          />
          <Select
            size="md"
            label={t('setup.timeZone')}
            data={TIME_ZONES}
            searchable
            allowDeselect={false}
            limit={60}
            value={answers.timeZone}
            onChange={(timeZone) => timeZone && setAnswers({ ...answers, timeZone })}
          />
        </div>
        <h2 style={{ fontSize: 'var(--text-lg)', lineHeight: '20px', fontWeight: 600, marginTop: 8 }}>
          {t('setup.administrator')}
        </h2>
        <div className={classes.two}>
          <TextInput
            size="md"
            label={t('session.yourName')}
            autoComplete="name"
            required
            withAsterisk={false}
            {...on('name')}
          />
          <TextInput
            size="md"
            label={t('session.email')}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            {...on('email')}
          />
        </div>
        <PasswordInput
          size="md"
          label={t('session.choosePassword')}
          description={t('session.passwordRule')}
          autoComplete="new-password"
          minLength={12}
          required
          withAsterisk={false}
          {...on('password')}
        />
        <Button type="submit" size="md" loading={setUp.isPending}>
          {t('setup.start')}
        </Button>
      </form>
    </Door>
  );
}
