import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconKey, IconMailCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../brand';
import { speak } from '../i18n';
import { Logo } from '../parts/marks';
import { useProblemWords } from '../parts/states';
import { portal } from '../portal.api';
import { ROOT } from '../root';

/** The page that was asked for, below the portal’s own address. */
const returnTo = (): string => (ROOT === '/' ? location.pathname : location.pathname.slice(ROOT.length)) || '/';

/** Whoever is not signed in sees whose door this is. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  const { i18n } = useTranslation();
  const desk = useDesk();
  const other = i18n.language === 'en' ? 'pt-BR' : 'en';
  return (
    <main className="door">
      <div className="brand">
        <Logo desk={desk} /> {desk?.name}
      </div>
      <section className="card">
        <h1>{title}</h1>
        {children}
      </section>
      <Button variant="subtle" color="gray" size="xs" lang={other} onClick={() => void speak(other)}>
        {other === 'en' ? 'English' : 'Português'}
      </Button>
    </main>
  );
}

export function SignIn() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const words = useProblemWords();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [withPassword, setWithPassword] = useState(false);
  const ask = useMutation({ mutationFn: () => portal.askForLink(email) });
  const enter = useMutation({
    mutationFn: () => portal.signIn(email, password),
    onSuccess: () => client.resetQueries({ queryKey: ['me'] }),
  });
  const providers = useQuery({ queryKey: ['sso'], queryFn: portal.providers, staleTime: 5 * 60_000 });
  const refused = new URLSearchParams(location.search).get('sso');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (withPassword) enter.mutate();
    else ask.mutate();
  };
  if (ask.isSuccess) {
    return (
      <Door title={t('lookInbox')}>
        <p className="mid">
          <IconMailCheck size={16} stroke={1.6} aria-hidden /> {t('lookInboxHint', { email })}
        </p>
        <Button variant="default" onClick={() => ask.reset()}>
          {t('otherAddress')}
        </Button>
      </Door>
    );
  }
  const problem = withPassword ? enter.error : ask.error;
  return (
    <Door title={t('welcome')}>
      {refused && (
        <p className="bad" role="alert">
          {t(`ssoRefused.${refused}`, { defaultValue: t('ssoRefused.provider') })}
        </p>
      )}
      {(providers.data?.items ?? []).map(({ id, name }) => (
        <Button
          key={id}
          component="a"
          size="md"
          variant="default"
          href={`/api/v1/portal/sso/${id}/start?next=${encodeURIComponent(returnTo())}`}
          leftSection={<IconKey size={16} stroke={1.6} aria-hidden />}
        >
          {t('signInWith', { name })}
        </Button>
      ))}
      <p className="mid">{t(withPassword ? 'passwordHint' : 'linkHint')}</p>
      <form onSubmit={submit}>
        {problem && (
          <p className="bad" role="alert">
            {words(problem)}
          </p>
        )}
        <TextInput
          size="md"
          type="email"
          label={t('email')}
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        {withPassword && (
          <PasswordInput
            size="md"
            label={t('password')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        )}
        <Button size="md" type="submit" loading={ask.isPending || enter.isPending}>
          {t(withPassword ? 'signIn' : 'sendLink')}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => setWithPassword(!withPassword)}>
          {t(withPassword ? 'withLink' : 'withPassword')}
        </Button>
      </form>
    </Door>
  );
}
