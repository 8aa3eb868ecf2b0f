import { Alert, Button, Group, Modal, NumberInput, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiError } from '../../api/client';
import { customers } from '../../api/customers.api';
import { sales } from '../../api/sales.api';
import type { Deal, DealRow, Pipeline } from '../../api/sales.types';
import { wordsOf } from '../feedback/notify';
import { useTeams, useUsers } from '../queue/lookups.queries';
import { useMe } from '../session/session';
import settings from '../settings/settings.module.css';
import { decimalsOf } from '../../ui/money.rules';
import { amountOf, customerOf, minorOf } from './money.rules';
import classes from './sales.module.css';
import { SEGMENTS } from './segments';
import { SALES, useChoices, useSalesChange } from './sales.queries';

/** What is known already where it begins at a ticket or a customer. */
export interface DealStart {
  title?: string;
  ticketId?: string;
  contact?: { id: string; name: string };
  company?: { id: string; name: string };
}

interface Props {
  pipeline: Pipeline;
  stageId?: string;
  start?: DealStart;
  /** To change one that is there. */
  deal?: Deal;
  onMade?: (deal: Deal) => void;
  onClose: () => void;
}

interface Customer {
  kind: 'company' | 'contact' | 'prospect';
  id: string;
  name: string;
}

/** A deal in a few lines. Open ones of the same customer are offered before a second one is made. */
export function DealDialog({ pipeline, stageId, start, deal, onMade, onClose }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const users = useUsers();
  const teams = useTeams();
  const choices = useChoices();
  const [customer, setCustomer] = useState<Customer | null>(customerAtFirst(start, deal));
  const [values, setValues] = useState({
    title: deal?.title ?? start?.title ?? '',
    email: '',
    person: '',
    amount: deal && deal.valueMinor !== null ? amountOf(deal.valueMinor, deal.currency) : ('' as number | ''),
    months: deal?.months ?? ('' as number | ''),
    expectedClose: deal?.expectedClose ?? '',
    ownerId: deal ? (deal.owner?.id ?? null) : me.id,
    teamId: deal?.team?.id ?? (null as string | null),
    sourceId: deal?.source?.id ?? (null as string | null),
    segment: deal?.segment ?? (null as string | null),
    stageId: stageId ?? pipeline.stages[0]?.id ?? null,
  });
  const put = (change: Partial<typeof values>) => setValues({ ...values, ...change });
  const currency = deal?.currency ?? pipeline.currency;
  const save = useSalesChange((body: Record<string, unknown>) => {
    return deal ? sales.change(deal.id, { ...body, version: deal.version }) : sales.create(body);
  }, true);
  const refused = save.error instanceof ApiError ? save.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = {
      title: values.title.trim() || (deal ? deal.title : undefined),
      valueMinor: values.amount === '' ? null : minorOf(values.amount, currency),
      months: values.months === '' ? null : values.months,
      expectedClose: values.expectedClose || null,
      ownerId: values.ownerId,
      teamId: values.teamId,
      sourceId: values.sourceId,
      segment: values.segment,
      ...customerBody(customer, deal),
      ...(!deal && {
        pipelineId: pipeline.id,
        stageId: values.stageId,
        ...(start?.ticketId && { ticketId: start.ticketId }),
        ...(start?.contact && customer?.kind !== 'contact' && { contactId: start.contact.id }),
        ...(values.email && { contact: { name: values.person.trim() || values.email, email: values.email.trim() } }),
      }),
    };
    save.mutate(body, {
      onSuccess: (made) => {
        onClose();
        onMade?.(made);
      },
    });
  };
  const named = (kind: 'source' | 'lost_reason') =>
    (choices.data ?? []).filter((one) => one.kind === kind).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Modal opened onClose={onClose} title={t(deal ? 'sales.changeDeal' : 'sales.newDeal')} size="lg">
      <form className={settings.form} onSubmit={submit}>
        {save.error && (
          <p role="alert" className="bad">
            {wordsOf(save.error)}
          </p>
        )}
        <CustomerField
          picked={customer}
          error={refused.companyId ?? refused.prospect ?? refused.contactId}
          onPick={setCustomer}
        />
        {!deal && customer?.kind !== 'contact' && !start?.contact && (
          <div className={classes.pair}>
            <TextInput
              label={t('sales.person')}
              value={values.person}
              onChange={(event) => put({ person: event.currentTarget.value })}
            />
            <TextInput
              type="email"
              label={t('common.email')}
              error={refused['contact.email'] ?? refused.contact}
              value={values.email}
              onChange={(event) => put({ email: event.currentTarget.value })}
            />
          </div>
        )}
        {!deal && <Duplicates customer={customer} contact={start?.contact?.id} email={values.email} />}
        <TextInput
          label={t('sales.what')}
          description={t('sales.whatHint')}
          error={refused.title}
          maxLength={200}
          value={values.title}
          onChange={(event) => put({ title: event.currentTarget.value })}
        />
        <div className={classes.pair}>
          <NumberInput
            label={t('sales.amount', { currency })}
            error={refused.valueMinor}
            min={0}
            decimalScale={decimalsOf(currency)}
            value={values.amount}
            onChange={(amount) => put({ amount: typeof amount === 'number' ? amount : '' })}
          />
          <NumberInput
            label={t('sales.months')}
            description={t('sales.monthsHint')}
            error={refused.months}
            min={1}
            max={240}
            allowDecimal={false}
            value={values.months}
            onChange={(months) => put({ months: typeof months === 'number' ? months : '' })}
          />
        </div>
        <div className={classes.pair}>
          <TextInput
            type="date"
            label={t('sales.fields.expectedClose')}
            error={refused.expectedClose}
            value={values.expectedClose}
            onChange={(event) => put({ expectedClose: event.currentTarget.value })}
          />
          <Select
            label={t('sales.owner')}
            clearable
            searchable
            data={(users.data ?? []).filter((one) => one.active).map(({ id, name }) => ({ value: id, label: name }))}
            value={values.ownerId}
            onChange={(ownerId) => put({ ownerId })}
          />
        </div>
        <div className={classes.pair}>
          <Select
            label={t('sales.fields.sourceId')}
            clearable
            data={named('source')}
            error={refused.sourceId}
            value={values.sourceId}
            onChange={(sourceId) => put({ sourceId })}
          />
          <Select
            label={t('sales.fields.segment')}
            clearable
            data={SEGMENTS.map((value) => ({ value, label: t(`rules.values.${value}`) }))}
            error={refused.segment}
            value={values.segment}
            onChange={(segment) => put({ segment })}
          />
        </div>
        <div className={classes.pair}>
          <Select
            label={t('sales.team')}
            clearable
            data={(teams.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            error={refused.teamId}
            value={values.teamId}
            onChange={(teamId) => put({ teamId })}
          />
          {!deal && (
            <Select
              label={t('sales.stage')}
              allowDeselect={false}
              data={pipeline.stages.map(({ id, name }) => ({ value: id, label: name }))}
              value={values.stageId}
              onChange={(id) => put({ stageId: id })}
            />
          )}
        </div>
        <Group justify="flex-end" gap={8} mt={8}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!customer && !values.email && !start?.ticketId}>
            {t(deal ? 'common.save' : 'sales.make')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function customerAtFirst(start?: DealStart, deal?: Deal): Customer | null {
  if (start?.company) return { kind: 'company', ...start.company };
  if (start?.contact) return { kind: 'contact', ...start.contact };
  if (deal?.company) return { kind: 'company', ...deal.company };
  if (deal?.prospect) return { kind: 'prospect', id: deal.prospect, name: deal.prospect };
  return deal?.contact ? { kind: 'contact', ...deal.contact } : null;
}

function customerBody(customer: Customer | null, deal?: Deal): Record<string, unknown> {
  if (!customer) return {};
  if (customer.kind === 'company') return { companyId: customer.id, prospect: null };
  if (customer.kind === 'prospect') return { prospect: customer.name, ...(deal && { companyId: null }) };
  return { contactId: customer.id };
}

/** A firm, a person, or the name of a firm that is none yet. */
function CustomerField({
  picked,
  error,
  onPick,
}: {
  picked: Customer | null;
  error?: string;
  onPick: (customer: Customer | null) => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(picked?.name ?? '');
  const [asked] = useDebouncedValue(typed.trim(), 150);
  const wanted = asked.length > 1 && asked !== picked?.name;
  const companies = useQuery({
    queryKey: ['companies', 'find', asked],
    queryFn: () => customers.companies({ q: asked, limit: '6' }),
    enabled: wanted,
  });
  const people = useQuery({
    queryKey: ['contacts', 'find', asked],
    queryFn: () => customers.contacts({ q: asked, limit: '6' }),
    enabled: wanted,
  });
  const found: Customer[] = [
    ...(picked ? [picked] : []),
    ...(companies.data?.items ?? []).map(({ id, name }): Customer => ({ kind: 'company', id, name })),
    ...(people.data?.items ?? []).map(({ id, name, company }): Customer => ({
      kind: 'contact',
      id,
      name: company ? `${name}, ${company.name}` : name,
    })),
    ...(asked.length > 1 ? [{ kind: 'prospect' as const, id: `new ${asked}`, name: asked }] : []),
  ].filter((one, at, all) => all.findIndex(({ id }) => id === one.id) === at);
  return (
    <Select
      data-autofocus
      label={t('sales.customer')}
      description={t('sales.customerHint')}
      error={error}
      searchable
      clearable
      filter={({ options }) => options}
      nothingFoundMessage={typed ? t('sales.typeName') : undefined}
      data={found.map((one) => ({
        value: one.id,
        label:
          one.kind === 'prospect' && one.id.startsWith('new ') ? t('sales.asProspect', { name: one.name }) : one.name,
      }))}
      searchValue={typed}
      onSearchChange={setTyped}
      value={picked?.id ?? null}
      onChange={(id) => onPick(found.find((one) => one.id === id) ?? null)}
    />
  );
}

interface DuplicatesProps {
  customer: Customer | null;
  /** Whoever wrote, whatever firm was picked. */
  contact?: string;
  email: string;
}

function Duplicates({ customer, contact, email }: DuplicatesProps) {
  const { t } = useTranslation();
  const query = {
    company: customer?.kind === 'company' ? customer.id : undefined,
    contact: customer?.kind === 'contact' ? customer.id : contact,
    prospect: customer?.kind === 'prospect' ? customer.name : undefined,
    email: /.@.+\../.test(email) ? email : undefined,
  };
  const found = useQuery({
    queryKey: [...SALES, 'duplicates', query],
    queryFn: () => sales.duplicates(query),
    enabled: Object.values(query).some(Boolean),
  });
  if (!found.data || found.data.length === 0) return null;
  return (
    <Alert color="orange" variant="light" title={t('sales.duplicates', { count: found.data.length })}>
      {found.data.slice(0, 3).map((deal: DealRow) => (
        <div key={deal.id}>
          <Link className="link" to={`/sales/deals/${deal.number}`}>
            #{deal.number} {deal.title}
          </Link>{' '}
          · {customerOf(deal)} · {deal.stage.name}
        </div>
      ))}
    </Alert>
  );
}
