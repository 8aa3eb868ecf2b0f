import { ActionIcon, Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { agreements } from '../../api/billing.api';
import type { Contract, ContractLine } from '../../api/rules.types';
import { useCan } from '../session/session';
import { EditDialog } from '../settings/edit-dialog';
import { useReader } from '../time/reader';
import { useRefresh, useToday } from './billing.queries';
import classes from './billing.module.css';
import { monthlyOf } from './contract.rules';
import { dayWords, money } from '../../ui/money.rules';
import { amountOf } from './wrong';

const PERIODS = ['month', 'year', 'setup', 'one-off'];
const UNITS = ['contract', 'site', 'device'];

/** What is paid, and from when to when. */
export function ContractLines({ contract }: { contract: Contract }) {
  const { t } = useTranslation();
  const reader = useReader();
  const mayWrite = useCan()('contracts:write') && ['draft', 'active'].includes(contract.state);
  const refresh = useRefresh();
  const [dialog, setDialog] = useState<'new' | ContractLine | null>(null);
  const today = useToday();
  const monthly = monthlyOf(contract, today);
  const currency = contract.lines[0]?.currency;
  return (
    <section className={classes.card}>
      <header>
        <h2 className="grow">{t('billing.lines')}</h2>
        {monthly && (
          <b>
            {money(monthly.amount, monthly.currency, reader.language)} {t('billing.aMonth')}
          </b>
        )}
        {mayWrite && (
          <ActionIcon size={24} aria-label={t('billing.newLine')} onClick={() => setDialog('new')}>
            <IconPlus size={14} />
          </ActionIcon>
        )}
      </header>
      {contract.lines.length === 0 && <p className={classes.small}>{t('billing.noLines')}</p>}
      {contract.lines.length > 0 && (
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th>{t('billing.item')}</th>
                <th data-right>{t('billing.quantity')}</th>
                <th data-right>{t('billing.price')}</th>
                <th data-right>{t('billing.amount')}</th>
                {mayWrite && <th />}
              </tr>
            </thead>
            <tbody>
              {contract.lines.map((line) => (
                <tr key={line.id} data-past={(line.endsOn !== null && line.endsOn < today) || undefined}>
                  <td>
                    {line.text}
                    <div className={classes.small}>
                      {[
                        `${t(`billing.periods.${line.period}`)}, ${t(`billing.units.${line.per}`)}`,
                        line.startsOn && t('customers.since', { day: dayWords(line.startsOn, reader) }),
                        line.endsOn && t('customers.until', { day: dayWords(line.endsOn, reader) }),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </div>
                  </td>
                  <td data-right>{line.quantity}</td>
                  <td data-right>{money(line.amount, line.currency, reader.language)}</td>
                  <td data-right>{money(line.amount * line.quantity, line.currency, reader.language)}</td>
                  {mayWrite && (
                    <td data-right>
                      {line.endsOn === null && (
                        <Button size="xs" variant="subtle" color="gray" onClick={() => setDialog(line)}>
                          {t('billing.endLine')}
                        </Button>
                      )}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {dialog === 'new' && (
        <EditDialog
          title={t('billing.newLine')}
          fields={[
            { name: 'text', label: t('billing.item'), kind: 'text', required: true },
            {
              name: 'period',
              label: t('billing.period'),
              kind: 'select',
              required: true,
              choices: PERIODS.map((value) => ({ value, label: t(`billing.periods.${value}`) })),
            },
            {
              name: 'per',
              label: t('billing.unit'),
              kind: 'select',
              required: true,
              choices: UNITS.map((value) => ({ value, label: t(`billing.units.${value}`) })),
            },
            { name: 'quantity', label: t('billing.quantity'), kind: 'number', required: true },
            {
              name: 'currency',
              label: t('billing.currency'),
              kind: 'text',
              required: true,
              readOnly: Boolean(currency),
            },
            { name: 'amount', label: t('billing.price'), kind: 'text', required: true },
            { name: 'startsOn', label: t('billing.lineFrom'), kind: 'date' },
          ]}
          initial={{
            text: '',
            period: 'month',
            per: 'device',
            quantity: 1,
            currency: currency ?? 'BRL',
            amount: '',
            startsOn: contract.state === 'active' ? today : '',
          }}
          save={async ({ amount, startsOn, ...line }) => {
            await agreements.addLine(contract.id, {
              ...line,
              amount: amountOf(amount, String(line.currency)),
              startsOn: startsOn || null,
            });
            await refresh();
          }}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog !== null && dialog !== 'new' && (
        <EditDialog
          title={`${t('billing.endLine')}: ${dialog.text}`}
          fields={[{ name: 'on', label: t('billing.lastDay'), kind: 'date', required: true }]}
          initial={{ on: today }}
          save={async ({ on }) => {
            await agreements.endLine(contract.id, dialog.id, String(on));
            await refresh();
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </section>
  );
}
