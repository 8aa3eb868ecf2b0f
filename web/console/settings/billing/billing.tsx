import { Button, CopyButton, Group, Modal, Switch, TextInput } from '@mantine/core';
import { IconBell, IconPercentage, IconPlugConnected, IconTrendingUp } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { billing } from '../../../api/billing.api';
import type { BillingSettings, DunningStep, PaymentConnection, PriceIndex, TaxRate } from '../../../api/billing.types';
import { sayProblem } from '../../feedback/notify';
import { useCan } from '../../session/session';
import { EditDialog } from '../edit-dialog';
import { Answer, Body, List, Part, Row } from '../parts';
import { RowMenu } from '../row-menu';
import { useReader } from '../../time/reader';
import { basisPoints, percentOf, ratesOf, ratesText } from './rates.rules';
import { wrong } from '../../billing/wrong';

const SETTINGS = ['billing', 'settings'] as const;

/** Who sends invoices, with which taxes, how customers are reminded, and who tells us of payments. */
export function Billing() {
  const { t } = useTranslation();
  const mayManage = useCan()('billing:manage');
  const settings = useQuery({ queryKey: SETTINGS, queryFn: billing.settings, enabled: mayManage });
  return (
    <Body title={t('settings.sections.billing')} intro={t('billingSettings.intro')}>
      {mayManage && (
        <>
          <Answer of={settings}>{(known) => <Sender settings={known} />}</Answer>
          <Taxes />
          <Dunning on={settings.data?.dunning ?? false} />
          <Connections />
        </>
      )}
      <Indexes />
    </Body>
  );
}

function Sender({ settings }: { settings: BillingSettings }) {
  const { t } = useTranslation();
  const { language } = useReader();
  const client = useQueryClient();
  const [editing, setEditing] = useState(false);
  const taxes = useQuery({ queryKey: ['billing', 'taxes'], queryFn: billing.taxes });
  const rates = settings.taxRateIds.flatMap((id) => taxes.data?.find((tax) => tax.id === id)?.name ?? []);
  return (
    <Part title={t('billingSettings.sender')}>
      <List>
        {[
          <Row
            key="sender"
            title={<b>{settings.legalName ?? t('billingSettings.asCompany')}</b>}
            detail={[
              settings.taxNumber,
              t('billingSettings.terms', { count: settings.termsDays }),
              rates.join(', ') || t('billingSettings.noTax'),
              t('billingSettings.series', { invoice: settings.invoicePrefix, note: settings.creditNotePrefix }),
            ]
              .filter(Boolean)
              .join(' · ')}
          >
            <RowMenu name={t('billingSettings.sender')} onEdit={() => setEditing(true)} />
          </Row>,
        ]}
      </List>
      {editing && (
        <EditDialog
          title={t('billingSettings.sender')}
          fields={[
            {
              name: 'legalName',
              label: t('billing.legalName'),
              hint: t('billingSettings.legalNameHint'),
              kind: 'text',
            },
            { name: 'taxNumber', label: t('billing.taxNumber'), kind: 'text' },
            { name: 'address', label: t('customers.address'), kind: 'multiline' },
            { name: 'pt', label: t('billingSettings.payPt'), hint: t('billingSettings.payHint'), kind: 'multiline' },
            { name: 'en', label: t('billingSettings.payEn'), kind: 'multiline' },
            { name: 'termsDays', label: t('billing.termsDays'), kind: 'number', required: true },
            {
              name: 'taxRateIds',
              label: t('billingSettings.taxes'),
              kind: 'several',
              choices: (taxes.data ?? [])
                .filter(({ active }) => active)
                .map((tax) => ({ value: tax.id, label: `${tax.name} ${percentOf(tax.rateBp, language)} %` })),
            },
            {
              name: 'billingFrom',
              label: t('billingSettings.from'),
              hint: t('billingSettings.fromHint'),
              kind: 'date',
              required: true,
            },
            { name: 'invoicePrefix', label: t('billingSettings.invoicePrefix'), kind: 'text' },
            { name: 'creditNotePrefix', label: t('billingSettings.creditNotePrefix'), kind: 'text' },
          ]}
          initial={{
            ...settings,
            legalName: settings.legalName ?? '',
            taxNumber: settings.taxNumber ?? '',
            address: settings.address ?? '',
            pt: settings.paymentText['pt-BR'] ?? '',
            en: settings.paymentText.en ?? '',
          }}
          save={async ({ legalName, taxNumber, address, pt, en, termsDays, taxRateIds, billingFrom, ...rest }) => {
            await billing.changeSettings({
              legalName: legalName || null,
              taxNumber: taxNumber || null,
              address: address || null,
              paymentText: { 'pt-BR': pt, en },
              termsDays,
              taxRateIds,
              billingFrom,
              invoicePrefix: rest.invoicePrefix,
              creditNotePrefix: rest.creditNotePrefix,
              version: settings.version,
            });
            await client.invalidateQueries({ queryKey: SETTINGS });
          }}
          onClose={() => setEditing(false)}
        />
      )}
    </Part>
  );
}

function Taxes() {
  const { t } = useTranslation();
  const { language } = useReader();
  const client = useQueryClient();
  const list = useQuery({ queryKey: ['billing', 'taxes'], queryFn: billing.taxes });
  const [editing, setEditing] = useState<TaxRate | 'new' | null>(null);
  const known = editing && editing !== 'new' ? editing : null;
  return (
    <Part title={t('billingSettings.taxes')} intro={t('billingSettings.taxesIntro')}>
      <Answer of={list}>
        {(items) => (
          <List empty={t('billingSettings.noTaxes')}>
            {items.map((one) => (
              <Row
                key={one.id}
                icon={<IconPercentage size={20} stroke={1.6} aria-hidden="true" />}
                title={<b>{`${one.name} ${percentOf(one.rateBp, language)} %`}</b>}
                detail={[
                  t(one.included ? 'billingSettings.included' : 'billingSettings.onTop'),
                  !one.active && t('billingSettings.inactive'),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              >
                <RowMenu name={one.name} onEdit={() => setEditing(one)} />
              </Row>
            ))}
          </List>
        )}
      </Answer>
      <Group mt={8}>
        <Button variant="default" onClick={() => setEditing('new')}>
          {t('billingSettings.newTax')}
        </Button>
      </Group>
      {editing && (
        <EditDialog
          title={known?.name ?? t('billingSettings.newTax')}
          fields={[
            { name: 'name', label: t('common.name'), kind: 'text', required: true },
            { name: 'rate', label: t('billingSettings.rate'), hint: '5,00', kind: 'text', required: true },
            { name: 'included', label: t('billingSettings.includedLabel'), kind: 'switch' },
            { name: 'active', label: t('billingSettings.active'), kind: 'switch', when: () => known !== null },
          ]}
          initial={
            known ? { ...known, rate: percentOf(known.rateBp, language) } : { name: '', rate: '', included: false }
          }
          save={async ({ name, rate, included, active }) => {
            const rateBp = basisPoints(String(rate));
            if (rateBp === null) throw wrong('rate', t('billingSettings.notARate'));
            if (known) await billing.changeTax(known.id, { name, rateBp, included, active, version: known.version });
            else await billing.createTax({ name, rateBp, included });
            await client.invalidateQueries({ queryKey: ['billing', 'taxes'] });
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </Part>
  );
}

function Dunning({ on }: { on: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const list = useQuery({ queryKey: ['billing', 'steps'], queryFn: billing.steps });
  const [editing, setEditing] = useState<DunningStep | 'new' | null>(null);
  const known = editing && editing !== 'new' ? editing : null;
  const turn = async (dunning: boolean) => {
    await billing.changeSettings({ dunning }).catch(sayProblem);
    await client.invalidateQueries({ queryKey: SETTINGS });
  };
  return (
    <Part title={t('billingSettings.dunning')} intro={t('billingSettings.dunningIntro')}>
      <Switch
        mb={12}
        label={t('billingSettings.dunningOn')}
        checked={on}
        onChange={(event) => void turn(event.currentTarget.checked)}
      />
      <Answer of={list}>
        {(items) => (
          <List empty={t('billingSettings.noSteps')}>
            {items.map((one) => (
              <Row
                key={one.id}
                icon={<IconBell size={20} stroke={1.6} aria-hidden="true" />}
                title={<b>{t('billing.reminder', { count: one.daysAfter })}</b>}
                detail={[one.subject['pt-BR'] ?? one.subject.en, !one.active && t('billingSettings.inactive')]
                  .filter(Boolean)
                  .join(' · ')}
              >
                <RowMenu name={String(one.daysAfter)} onEdit={() => setEditing(one)} />
              </Row>
            ))}
          </List>
        )}
      </Answer>
      <Group mt={8}>
        <Button variant="default" onClick={() => setEditing('new')}>
          {t('billingSettings.newStep')}
        </Button>
      </Group>
      {editing && (
        <EditDialog
          title={t(known ? 'billingSettings.step' : 'billingSettings.newStep')}
          fields={[
            { name: 'daysAfter', label: t('billingSettings.daysAfter'), kind: 'number', required: true },
            {
              name: 'subjectPt',
              label: t('billingSettings.subjectPt'),
              hint: t('billingSettings.variables'),
              kind: 'text',
            },
            { name: 'textPt', label: t('billingSettings.textPt'), kind: 'multiline' },
            { name: 'subjectEn', label: t('billingSettings.subjectEn'), kind: 'text' },
            { name: 'textEn', label: t('billingSettings.textEn'), kind: 'multiline' },
            { name: 'active', label: t('billingSettings.active'), kind: 'switch' },
          ]}
          initial={{
            daysAfter: known?.daysAfter ?? 7,
            subjectPt: known?.subject['pt-BR'] ?? '',
            textPt: known?.text['pt-BR'] ?? '',
            subjectEn: known?.subject.en ?? '',
            textEn: known?.text.en ?? '',
            active: known?.active ?? true,
          }}
          save={async ({ daysAfter, subjectPt, textPt, subjectEn, textEn, active }) => {
            const body = {
              daysAfter,
              subject: spoken(subjectPt, subjectEn),
              text: spoken(textPt, textEn),
              active,
            };
            if (known) await billing.changeStep(known.id, { ...body, version: known.version });
            else await billing.createStep(body);
            await client.invalidateQueries({ queryKey: ['billing', 'steps'] });
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </Part>
  );
}

/** A language without words has no text, so that the other one is taken. */
const spoken = (pt: unknown, en: unknown) => ({ ...(pt ? { 'pt-BR': pt } : {}), ...(en ? { en } : {}) });

function Connections() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = ['billing', 'connections'];
  const list = useQuery({ queryKey: key, queryFn: billing.connections });
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<PaymentConnection | null>(null);
  return (
    <Part title={t('billingSettings.connections')} intro={t('billingSettings.connectionsIntro')}>
      <Answer of={list}>
        {(items) => (
          <List empty={t('billingSettings.noConnections')}>
            {items.map((one) => (
              <Row
                key={one.id}
                icon={<IconPlugConnected size={20} stroke={1.6} aria-hidden="true" />}
                title={<b>{one.name}</b>}
                detail={one.url}
              >
                <Switch
                  aria-label={`${t('billingSettings.active')}: ${one.name}`}
                  checked={one.active}
                  onChange={async (event) => {
                    const active = event.currentTarget.checked;
                    await billing.changeConnection(one.id, { active, version: one.version }).catch(sayProblem);
                    await client.invalidateQueries({ queryKey: key });
                  }}
                />
              </Row>
            ))}
          </List>
        )}
      </Answer>
      <Group mt={8}>
        <Button variant="default" onClick={() => setAdding(true)}>
          {t('billingSettings.newConnection')}
        </Button>
      </Group>
      {adding && (
        <EditDialog
          title={t('billingSettings.newConnection')}
          fields={[{ name: 'name', label: t('common.name'), kind: 'text', required: true }]}
          initial={{ name: '' }}
          save={async ({ name }) => {
            setMade(await billing.createConnection({ provider: 'signed', name }));
            await client.invalidateQueries({ queryKey: key });
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {made && (
        <Modal opened onClose={() => setMade(null)} title={made.name}>
          <p>{t('billingSettings.secretOnce')}</p>
          <TextInput mt={12} label={t('billingSettings.address')} readOnly value={made.url} />
          <TextInput mt={12} label={t('billingSettings.secret')} readOnly value={made.secret ?? ''} />
          <Group justify="flex-end" mt={16}>
            <CopyButton value={made.secret ?? ''}>
              {({ copied, copy }) => (
                <Button onClick={copy}>{t(copied ? 'billingSettings.copied' : 'billingSettings.copy')}</Button>
              )}
            </CopyButton>
          </Group>
        </Modal>
      )}
    </Part>
  );
}

function Indexes() {
  const { t } = useTranslation();
  const { language } = useReader();
  const client = useQueryClient();
  const mayManage = useCan()('packages:manage');
  const list = useQuery({ queryKey: ['price-indexes'], queryFn: billing.indexes });
  const [editing, setEditing] = useState<PriceIndex | 'new' | null>(null);
  const known = editing && editing !== 'new' ? editing : null;
  return (
    <Part title={t('billingSettings.indexes')} intro={t('billingSettings.indexesIntro')}>
      <Answer of={list}>
        {(items) => (
          <List empty={t('billingSettings.noIndexes')}>
            {items.map((one) => (
              <Row
                key={one.id}
                icon={<IconTrendingUp size={20} stroke={1.6} aria-hidden="true" />}
                title={<b>{one.name}</b>}
                detail={one.rates
                  .slice(0, 3)
                  .map(({ month, rateBp }) => `${month}: ${percentOf(rateBp, language)} %`)
                  .join(' · ')}
              >
                {mayManage && <RowMenu name={one.name} onEdit={() => setEditing(one)} />}
              </Row>
            ))}
          </List>
        )}
      </Answer>
      {mayManage && (
        <Group mt={8}>
          <Button variant="default" onClick={() => setEditing('new')}>
            {t('billingSettings.newIndex')}
          </Button>
        </Group>
      )}
      {editing && (
        <EditDialog
          title={known?.name ?? t('billingSettings.newIndex')}
          fields={[
            { name: 'name', label: t('common.name'), kind: 'text', required: true },
            {
              name: 'rates',
              label: t('billingSettings.rates'),
              hint: t('billingSettings.ratesHint'),
              kind: 'multiline',
            },
          ]}
          initial={{ name: known?.name ?? '', rates: known ? ratesText(known.rates) : '' }}
          save={async ({ name, rates }) => {
            const read = ratesOf(String(rates));
            if ('wrong' in read) throw wrong('rates', t('billingSettings.notRates', { line: read.wrong }));
            if (known) await billing.changeIndex(known.id, { name, rates: read.rates, version: known.version });
            else await billing.createIndex({ name, rates: read.rates });
            await client.invalidateQueries({ queryKey: ['price-indexes'] });
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </Part>
  );
}
