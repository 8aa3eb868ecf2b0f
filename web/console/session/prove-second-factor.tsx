import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { identity } from '../../api/identity.api';
import { wordsOf } from '../feedback/notify';
import { CodeFields } from './code-fields';
import { Door } from './door';
import classes from './door.module.css';

interface Props {
  onProved: () => void;
  onSignOut: () => void;
}

/** Who came by a provider that is not trusted with the second step shows theirs before anything else. */
export function ProveSecondFactor({ onProved, onSignOut }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const [recovery, setRecovery] = useState(false);
  const prove = useMutation({
    meta: { quiet: true },
    mutationFn: identity.proveTotp,
    onSuccess: async () => {
      await client.invalidateQueries();
      onProved();
    },
    onError: () => setCode(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prove.mutate(code);
  };
  return (
    <Door title={t('session.secondStep')} intro={t(recovery ? 'session.recoveryHint' : 'session.codeHint')}>
      <form className={classes.form} onSubmit={submit}>
        {prove.error && (
          <p className={classes.problem} role="alert">
            {wordsOf(prove.error)}
          </p>
        )}
        <CodeFields
          code={code}
          onChange={setCode}
          onComplete={(whole) => prove.mutate(whole)}
          pending={prove.isPending}
          recovery={recovery}
          onRecovery={setRecovery}
        />
        <Button variant="subtle" color="gray" onClick={onSignOut}>
          {t('shell.signOut')}
        </Button>
      </form>
    </Door>
  );
}
