import { ActionIcon, Button, Modal, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contracts } from '../../../api/rules.api';
import type { Package, Price } from '../../../api/rules.types';
import classes from '../../billing/billing.module.css';
import { typed } from '../../billing/money.rules';
import { amountOf } from '../../billing/wrong';
import { wordsOf } from '../../feedback/notify';
import { PACKAGES } from './rule-choices';

const PERIODS = ['month', 'year', 'setup', 'one-off'] as const;
const UNITS = ['contract', 'site', 'device'] as const;
const KINDS = ['visit', 'report'] as const;

type Draft = Omit<Price, 'amount'> & { text: string };

/** What a package costs, what a month of it includes, and what customers read about it. */
export function PricesDialog({ of, onClose }: { of: Package; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const usual = of.prices[0]?.currency ?? 'BRL';
  const [prices, setPrices] = useState<Draft[]>(() =>
    of.prices.map(({ amount, ...price }) => ({ ...price, text: typed(amount, price.currency) })),
  );
  const [included, setIncluded] = useState(() =>
    KINDS.map((what) => {
      const one = of.allowances.find((allowance) => allowance.what === what);
      const price = typeof one?.extraAmount === 'number' && one.currency ? typed(one.extraAmount, one.currency) : '';
      return { what, perMonth: one?.perMonth ?? null, price, isCapped: one?.whenOver === 'refused' };
    }),
  );
  const [words, setWords] = useState(of.words);
  const put = (at: number, change: Partial<Draft>) =>
    setPrices(prices.map((one, index) => (index === at ? { ...one, ...change } : one)));
  const saving = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      contracts.changePackage(of.id, {
        version: of.version,
        prices: prices.map(({ text, ...price }, at) => ({
          ...price,
          amount: amountOf(text, price.currency, `prices[${at}].amount`),
        })),
        allowances: included
          .filter(({ perMonth }) => perMonth !== null)
          .map(({ what, perMonth, price, isCapped }) => ({
            what,
            perMonth,
            ...(isCapped && { whenOver: 'refused' as const }),
            ...(price ? { extraAmount: amountOf(price, usual, 'price'), currency: usual } : {}),
          })),
        words: Object.fromEntries(Object.entries(words).filter(([, text]) => text?.trim())),
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: PACKAGES });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={`${of.name}: ${t('packages.prices')}`} size="lg">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        {saving.error && (
          <p role="alert" className="bad">
            {wordsOf(saving.error)}
          </p>
        )}
        {prices.map((price, at) => (
          <div key={price.id ?? at} className={classes.priceRow}>
            <Select
              label={t('billing.period')}
              allowDeselect={false}
              data={PERIODS.map((value) => ({ value, label: t(`billing.periods.${value}`) }))}
              value={price.period}
              onChange={(value) => value && put(at, { period: value as Price['period'] })}
            />
            <Select
              label={t('billing.unit')}
              allowDeselect={false}
              data={UNITS.map((value) => ({ value, label: t(`billing.units.${value}`) }))}
              value={price.per}
              onChange={(value) => value && put(at, { per: value as Price['per'] })}
            />
            <TextInput
              label={t('billing.price')}
              inputMode="decimal"
              value={price.text}
              onChange={(event) => put(at, { text: event.currentTarget.value })}
            />
            <TextInput
              label={t('billing.currency')}
              maxLength={3}
              value={price.currency}
              onChange={(event) => put(at, { currency: event.currentTarget.value.toUpperCase() })}
            />
            <ActionIcon
              aria-label={`${t('common.delete')}: ${t(`billing.periods.${price.period}`)}`}
              mb={4}
              onClick={() => setPrices(prices.filter((_, index) => index !== at))}
            >
              <IconX size={16} />
            </ActionIcon>
            <Switch
              style={{ gridColumn: '1 / -1' }}
              label={t('packages.onSale')}
              checked={price.active}
              onChange={(event) => put(at, { active: event.currentTarget.checked })}
            />
          </div>
        ))}
        <Button
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          style={{ alignSelf: 'flex-start' }}
          onClick={() =>
            setPrices([...prices, { period: 'month', per: 'contract', text: '', currency: usual, active: true }])
          }
        >
          {t('packages.newPrice')}
        </Button>
        {included.map((one, at) => (
          <div key={one.what} className={classes.filters} style={{ margin: 0 }}>
            <NumberInput
              label={t(`packages.included.${one.what}`)}
              description={t('packages.includedHint')}
              min={0}
              allowDecimal={false}
              value={one.perMonth ?? ''}
              onChange={(value) =>
                setIncluded(
                  included.map((other, index) =>
                    index === at ? { ...other, perMonth: typeof value === 'number' ? value : null } : other,
                  ),
                )
              }
            />
            <TextInput
              label={t('packages.beyond', { currency: usual })}
              description={t('packages.beyondHint')}
              inputMode="decimal"
              value={one.price}
              onChange={(event) => {
                const price = event.currentTarget.value;
                setIncluded(included.map((other, index) => (index === at ? { ...other, price } : other)));
              }}
            />
            {one.what === 'report' && one.perMonth !== null && (
              <Switch
                label={t('packages.noMore')}
                description={t('packages.noMoreHint')}
                checked={one.isCapped}
                onChange={() =>
                  setIncluded(
                    included.map((other, index) => (index === at ? { ...other, isCapped: !other.isCapped } : other)),
                  )
                }
              />
            )}
          </div>
        ))}
        <TextInput
          label={t('packages.wordsPt')}
          description={t('packages.wordsHint')}
          value={words['pt-BR'] ?? ''}
          onChange={(event) => setWords({ ...words, 'pt-BR': event.currentTarget.value })}
        />
        <TextInput
          label={t('packages.wordsEn')}
          value={words.en ?? ''}
          onChange={(event) => setWords({ ...words, en: event.currentTarget.value })}
        />
        <div className={classes.foot}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
