import { Button, FileInput, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { payments } from '../../api/billing.api';
import { say, sayProblem } from '../feedback/notify';
import { useReader } from '../time/reader';
import { useRefresh } from './billing.queries';
import classes from './billing.module.css';
import { dayWords, money } from '../../ui/money.rules';

/** First what would happen, row by row; then it happens. */
export function BankDialog({ currency: usual, onClose }: { currency: string; onClose: () => void }) {
  const { t } = useTranslation();
  const reader = useReader();
  const refresh = useRefresh();
  const [currency, setCurrency] = useState(usual);
  const [content, setContent] = useState<string | null>(null);
  const importing = useMutation({
    mutationFn: (apply: boolean) => payments.import({ content, currency, apply }),
    onError: sayProblem,
    onSuccess: async (result) => {
      if (!result.applied) return;
      say(t('billing.bank.done', { count: result.matched }));
      await refresh();
      onClose();
    },
  });
  const result = importing.data;
  return (
    <Modal opened onClose={onClose} title={t('billing.bank.title')} size="xl">
      <div className={classes.form}>
        <p className={classes.small}>{t('billing.bank.hint')}</p>
        <div className={classes.filters} style={{ margin: 0 }}>
          <FileInput
            label={t('billing.bank.file')}
            accept=".csv,text/csv"
            clearable
            onChange={async (file) => {
              importing.reset();
              setContent(file ? await file.text() : null);
            }}
          />
          <TextInput
            label={t('billing.currency')}
            maxLength={3}
            value={currency}
            onChange={(event) => setCurrency(event.currentTarget.value.toUpperCase())}
          />
        </div>
        {result && (
          <>
            <p>
              {t('billing.bank.result', {
                count: result.matched,
                all: result.rows.length,
                total: money(result.total, currency, reader.language),
              })}
            </p>
            <div className={classes.scroll} style={{ maxHeight: 320 }}>
              <table className={classes.table}>
                <thead>
                  <tr>
                    <th>{t('billing.bank.line')}</th>
                    <th>{t('billing.bank.day')}</th>
                    <th data-right>{t('billing.amount')}</th>
                    <th>{t('billing.bank.reference')}</th>
                    <th>{t('billing.bank.outcome')}</th>
                  </tr>
                </thead>
                <tbody>
                  {result.rows.map((row) => (
                    <tr key={row.line} data-past={['ignored', 'known'].includes(row.outcome) || undefined}>
                      <td>{row.line}</td>
                      <td>{row.paidOn && dayWords(row.paidOn, reader)}</td>
                      <td data-right>{row.amount !== null && money(row.amount, currency, reader.language)}</td>
                      <td>{row.reference}</td>
                      <td className={row.outcome === 'matched' ? 'ok' : row.outcome === 'bad' ? 'bad' : undefined}>
                        {row.invoice?.ref ?? t(`billing.bank.outcomes.${row.problem ?? row.outcome}`)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
        <div className={classes.foot}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          {result ? (
            <Button
              disabled={result.matched === 0}
              loading={importing.isPending}
              onClick={() => importing.mutate(true)}
            >
              {t('billing.bank.apply', { count: result.matched })}
            </Button>
          ) : (
            <Button disabled={!content} loading={importing.isPending} onClick={() => importing.mutate(false)}>
              {t('billing.bank.look')}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}
