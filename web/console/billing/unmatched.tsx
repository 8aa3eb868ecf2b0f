import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invoices, payments } from '../../api/billing.api';
import type { Payment } from '../../api/billing.types';
import { EditDialog } from '../settings/edit-dialog';
import { useReader } from '../time/reader';
import { useRefresh, useUnmatched } from './billing.queries';
import classes from './billing.module.css';
import { dayWords, money } from '../../ui/money.rules';
import { wrong } from './wrong';

/** Payments that name no invoice of ours: nothing is lost, somebody says where they belong. */
export function Unmatched() {
  const { t } = useTranslation();
  const reader = useReader();
  const refresh = useRefresh();
  const rows = useUnmatched().data ?? [];
  const [chosen, setChosen] = useState<Payment | null>(null);
  if (rows.length === 0) return null;
  return (
    <section className={classes.card} style={{ marginBottom: 16 }}>
      <header>
        <h2>{t('billing.unmatched', { count: rows.length })}</h2>
      </header>
      <ul className={classes.events}>
        {rows.map((row) => (
          <li key={row.id}>
            <span className="grow">
              {money(row.amount, row.currency, reader.language)} · {dayWords(row.paidOn, reader)} · {row.reference}
            </span>
            <Button size="xs" variant="default" onClick={() => setChosen(row)}>
              {t('billing.match')}
            </Button>
          </li>
        ))}
      </ul>
      {chosen && (
        <EditDialog
          title={t('billing.match')}
          fields={[{ name: 'ref', label: t('billing.invoiceNumber'), hint: 'F-00042', kind: 'text', required: true }]}
          initial={{ ref: '' }}
          save={async ({ ref }) => {
            const wanted = String(ref).trim().toLowerCase();
            const { items } = await invoices.list({ q: wanted });
            const found = items.find((one) => one.ref?.toLowerCase() === wanted);
            if (!found) throw wrong('ref', t('billing.noneFound'));
            await payments.match(chosen.id, found.id);
            await refresh();
          }}
          onClose={() => setChosen(null)}
        />
      )}
    </section>
  );
}
