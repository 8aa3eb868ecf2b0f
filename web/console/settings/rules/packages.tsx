import { Button } from '@mantine/core';
import { IconPackage } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { contracts } from '../../../api/rules.api';
import type { Package } from '../../../api/rules.types';
import { EditDialog } from '../edit-dialog';
import { Answer, Body, List, Row } from '../parts';
import { RowMenu } from '../row-menu';
import { useReader } from '../../time/reader';
import { money } from '../../../ui/money.rules';
import { PricesDialog } from './prices-dialog';
import { PromisesDialog } from './promises-dialog';
import { PACKAGES } from './rule-choices';

/** What is sold: service levels, each with the key by which rules ask for it. */
export function Packages() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const list = useQuery({ queryKey: PACKAGES, queryFn: contracts.packages });
  const { language } = useReader();
  const [pricing, setPricing] = useState<Package | null>(null);
  const [promising, setPromising] = useState<Package | null>(null);
  const [editing, setEditing] = useState<Package | 'new' | null>(null);
  const known = editing && editing !== 'new' ? editing : null;
  /** What is paid again and again, in short. */
  const priceWords = ({ prices }: Package): ReactNode =>
    prices
      .filter(({ active, period }) => active && (period === 'month' || period === 'year'))
      .map((price) => (
        <span key={price.id} className="dim">
          {' · '}
          {money(price.amount, price.currency, language)} {t(`packages.each.${price.period}`)}
        </span>
      ));
  return (
    <Body
      title={t('settings.sections.packages')}
      intro={t('packages.intro')}
      actions={<Button onClick={() => setEditing('new')}>{t('packages.new')}</Button>}
    >
      <Answer of={list}>
        {(items) => (
          <List empty={t('packages.none')}>
            {items.map((one) => (
              <Row
                key={one.id}
                icon={<IconPackage size={20} stroke={1.6} aria-hidden="true" />}
                title={
                  <>
                    <b>{one.name}</b> {priceWords(one)}
                  </>
                }
                detail={[one.key, t('packages.active', { count: one.activeContracts }), one.about]
                  .filter(Boolean)
                  .join(' · ')}
              >
                <Button size="xs" variant="default" onClick={() => setPromising(one)}>
                  {t('packages.promises')}
                </Button>
                <Button size="xs" variant="default" onClick={() => setPricing(one)}>
                  {t('packages.prices')}
                </Button>
                <RowMenu name={one.name} onEdit={() => setEditing(one)} />
              </Row>
            ))}
          </List>
        )}
      </Answer>
      {promising && <PromisesDialog of={promising} onClose={() => setPromising(null)} />}
      {pricing && <PricesDialog of={pricing} onClose={() => setPricing(null)} />}
      {editing && (
        <EditDialog
          title={t(known ? 'packages.edit' : 'packages.new')}
          fields={[
            { name: 'name', label: t('common.name'), kind: 'text', required: true },
            {
              name: 'key',
              label: t('packages.key'),
              hint: t('packages.keyHint'),
              kind: 'text',
              required: true,
              readOnly: known !== null,
            },
            { name: 'about', label: t('packages.about'), kind: 'multiline' },
          ]}
          initial={known ? { ...known, about: known.about ?? '' } : {}}
          save={async ({ name, key, about }) => {
            const body = { name, about: about || null };
            if (known) await contracts.changePackage(known.id, { ...body, version: known.version });
            else await contracts.createPackage({ ...body, key });
            await client.invalidateQueries({ queryKey: PACKAGES });
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </Body>
  );
}
