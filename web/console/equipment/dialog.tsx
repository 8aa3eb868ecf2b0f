import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client';
import { wordsOf } from '../feedback/notify';
import classes from './equipment.module.css';

interface Props<T> {
  title: string;
  /** On the button that does it. */
  action: string;
  ready?: boolean;
  danger?: boolean;
  save: () => Promise<T>;
  done: (result: T) => unknown;
  onClose: () => void;
  /** The fields that show their own errors. */
  names?: readonly string[];
  /** The form; what the server says about a field stands at the field. */
  children: (fields: Record<string, string>) => ReactNode;
  /** What a refusal means here, where there is more to say than its words. */
  explain?: (error: ApiError) => ReactNode;
}

export function FormDialog<T>({
  title,
  action,
  ready = true,
  danger,
  save,
  done,
  onClose,
  names = [],
  children,
  explain,
}: Props<T>) {
  const { t } = useTranslation();
  const saving = useMutation({
    meta: { quiet: true },
    mutationFn: save,
    onSuccess: (result) => {
      onClose();
      return done(result);
    },
  });
  const error = saving.error instanceof ApiError ? saving.error : undefined;
  const fields = error?.fields ?? {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <form className={classes.form} onSubmit={submit}>
        {children(fields)}
        {saving.error && !names.some((name) => fields[name]) && (
          <div role="alert" className={classes.refused}>
            {(error && explain?.(error)) || wordsOf(saving.error)}
          </div>
        )}
        <div className={classes.foot}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" color={danger ? 'red' : undefined} disabled={!ready} loading={saving.isPending}>
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
