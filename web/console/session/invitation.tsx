import { Button, PasswordInput, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { identity } from '../../api/identity.api';
import { wordsOf } from '../feedback/notify';
import { roleName } from '../settings/organisation/role-name';
import { Door } from './door';
import classes from './door.module.css';
import { ME } from './session';

export function AcceptInvitation() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const token = params.get('token') ?? '';
  const navigate = useNavigate();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => identity.lookAtInvitation(token),
    retry: false,
  });
  const accept = useMutation({
    meta: { quiet: true },
    mutationFn: async () => {
      await identity.acceptInvitation({ token, name, password });
      // Some installations sign in at once, some do not: ask before asking the person again.
      return identity.me().catch(() => identity.signIn({ email: invitation.data?.email ?? '', password }));
    },
    onSuccess: async () => {
      await client.resetQueries({ queryKey: ME });
      await navigate('/', { replace: true });
    },
  });
  if (invitation.isPending) {
    return (
      <Door title={t('session.invited')}>
        <Skeleton h={120} mt={24} />
      </Door>
    );
  }
  if (invitation.error) {
    return (
      <Door title={t('session.invitationGone')} intro={t('session.invitationGoneHint')}>
        {null}
      </Door>
    );
  }
  const { company, invitedBy, role, email } = invitation.data;
  const intro = invitedBy
    ? t('session.invitedBy', {
        name: invitedBy.name,
        company: company ?? 'Frontdesk',
        role: role ? roleName(role, t) : '',
      })
    : t('session.invitedHint', { company: company ?? 'Frontdesk' });
  return (
    <Door title={t('session.invited')} intro={intro}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          accept.mutate();
        }}
      >
        {accept.error && (
          <p className={classes.problem} role="alert">
            {wordsOf(accept.error)}
          </p>
        )}
        <TextInput size="md" label={t('session.email')} value={email} readOnly autoComplete="username" />
        <TextInput
          size="md"
          label={t('session.yourName')}
          autoComplete="name"
          required
          withAsterisk={false}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
        />
        <PasswordInput
          size="md"
          label={t('session.choosePassword')}
          description={t('session.passwordRule')}
          autoComplete="new-password"
          minLength={12}
          required
          withAsterisk={false}
          value={password}
          onChange={(e) => setPassword(e.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={accept.isPending}>
          {t('session.join')}
        </Button>
      </form>
    </Door>
  );
}
