import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sales } from '../../../api/sales.api';
import type { VisitRates } from '../../../api/sales.types';
import { amountOf, minorOf, money } from '../../sales/money.rules';
import { useReader } from '../../time/reader';
import { EditDialog } from '../edit-dialog';
import { Part } from '../parts';

const RATES = ['sales', 'visit-rates'] as const;

/** What a visit costs the firm, so that a deal knows what it has cost before it is won. */
export function VisitRatesPart() {
  const { t } = useTranslation();
  const { language } = useReader();
  const client = useQueryClient();
  const rates = useQuery({ queryKey: RATES, queryFn: sales.visitRates });
  const [open, setOpen] = useState(false);
  if (!rates.data) return null;
  const { currency, callOut, workHour, travelHour, parts } = rates.data;
  const shown = (minor: number): string => money(minor, currency, language);
  return (
    <Part title={t('sales.visitCosts')} intro={t('sales.visitCostsHint')}>
      <p>
        {t('sales.ratesLine', {
          callOut: shown(callOut),
          work: shown(workHour),
          travel: shown(travelHour),
          count: parts.length,
        })}
      </p>
      <Button variant="default" size="xs" onClick={() => setOpen(true)}>
        {t('sales.changeRates')}
      </Button>
      {open && (
        <RatesDialog
          rates={rates.data}
          onSaved={(saved) => client.setQueryData(RATES, saved)}
          onClose={() => setOpen(false)}
        />
      )}
    </Part>
  );
}

interface DialogProps {
  rates: VisitRates;
  onSaved: (rates: VisitRates) => void;
  onClose: () => void;
}

function RatesDialog({ rates, onSaved, onClose }: DialogProps) {
  const { t } = useTranslation();
  const amount = (minor: number) => amountOf(minor, rates.currency);
  return (
    <EditDialog
      title={t('sales.visitCosts')}
      fields={[
        { name: 'currency', label: t('sales.currency'), kind: 'text', required: true },
        { name: 'callOut', label: t('sales.callOut'), kind: 'number' },
        { name: 'workHour', label: t('sales.workHour'), kind: 'number' },
        { name: 'travelHour', label: t('sales.travelHour'), kind: 'number' },
        { name: 'parts', label: t('sales.partPrices'), hint: t('sales.partPricesHint'), kind: 'multiline' },
      ]}
      initial={{
        currency: rates.currency,
        callOut: amount(rates.callOut),
        workHour: amount(rates.workHour),
        travelHour: amount(rates.travelHour),
        parts: rates.parts.map((part) => `${part.name} = ${amount(part.amount)}`).join('\n'),
      }}
      save={async ({ currency, callOut, workHour, travelHour, parts }) => {
        const code = String(currency).trim().toUpperCase();
        const minor = (value: unknown): number => minorOf(Number(value) || 0, code);
        onSaved(
          await sales.setVisitRates({
            currency: code,
            callOut: minor(callOut),
            workHour: minor(workHour),
            travelHour: minor(travelHour),
            parts: String(parts)
              .split('\n')
              .filter((line) => line.trim() !== '')
              .map((line) => partOf(line, minor)),
            version: rates.version,
          }),
        );
      }}
      onClose={onClose}
    />
  );
}

/** `SFP module = 99.00`; a comma is a decimal point. */
function partOf(line: string, minor: (value: unknown) => number): { name: string; amount: number } {
  const at = line.lastIndexOf('=');
  const name = at < 0 ? line : line.slice(0, at);
  return {
    name: name.trim(),
    amount:
      at < 0
        ? 0
        : minor(
            line
              .slice(at + 1)
              .trim()
              .replace(',', '.'),
          ),
  };
}
