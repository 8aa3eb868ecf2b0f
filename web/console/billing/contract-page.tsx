import { ActionIcon, Button, Menu, Skeleton } from '@mantine/core';
import { IconChevronLeft, IconDots, IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { agreements } from '../../api/billing.api';
import { customers } from '../../api/customers.api';
import { contracts as written } from '../../api/rules.api';
import type { Contract } from '../../api/rules.types';
import { Late } from '../../ui/late';
import { EquipmentOf } from '../equipment/equipment-of';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { usePageTitle } from '../shell/title';
import { EditDialog } from '../settings/edit-dialog';
import { useReader } from '../time/reader';
import { useContract, useDo, useIndexes, useInvoices, useRefresh, useToday } from './billing.queries';
import classes from './billing.module.css';
import { ContractFiles } from './contract-files';
import { CreditOffer } from './credit-offer';
import { ContractHistory } from './contract-history';
import { ContractLines } from './contract-lines';
import { ContractSignatures } from './contract-signatures';
import { FactLine } from './invoice-page';
import { InvoiceList } from './invoices-page';
import { dayWords } from '../../ui/money.rules';
import { MoneyTabs, StateBadge } from './money-tabs';
import { RunDialog } from './run-dialog';
import { UseBars } from './use-bars';

export function ContractPage() {
  const id = useParams().id ?? '';
  return useCan()('contracts:read') ? <One id={id} key={id} /> : <NotFound />;
}

function One({ id }: { id: string }) {
  const contract = useContract(id);
  usePageTitle(contract.data?.number ?? undefined);
  if (contract.error && !contract.data) {
    return <ProblemState error={contract.error} onRetry={() => void contract.refetch()} />;
  }
  return (
    <main className={classes.page}>
      <div className={classes.body}>
        <MoneyTabs />
        {contract.data ? (
          <Whole contract={contract.data} />
        ) : (
          <Late>
            <Skeleton h={280} radius="lg" />
          </Late>
        )}
      </div>
    </main>
  );
}

function Whole({ contract }: { contract: Contract }) {
  const { t } = useTranslation();
  const can = useCan();
  return (
    <>
      <header className={classes.head}>
        <div className="grow">
          <Link className={classes.back} to="/contracts">
            <IconChevronLeft size={16} stroke={1.75} aria-hidden="true" />
            {t('billing.contracts')}
          </Link>
          <h1>
            {contract.number}
            <StateBadge state={contract.state} words={t(`billing.contractStates.${contract.state}`)} />
          </h1>
          <p>
            <Link className="link" to={`/customers/companies/${contract.company.id}`}>
              {contract.company.name}
            </Link>
            {contract.package && ` · ${contract.package.name}`}
          </p>
        </div>
        {can('contracts:write') && <Actions contract={contract} />}
      </header>
      <div className={classes.columns}>
        <div className={classes.stack}>
          <ContractLines contract={contract} />
          <EquipmentOf of={{ contract: contract.id }} />
          {can('invoices:read') && <CreditOffer contract={contract} />}
          {can('invoices:read') && <Invoiced contractId={contract.id} />}
          <ContractHistory contractId={contract.id} />
        </div>
        <aside className={classes.stack}>
          <Facts contract={contract} />
          <Use contract={contract} />
          <ContractSignatures contract={contract} />
          <ContractFiles contractId={contract.id} />
        </aside>
      </div>
    </>
  );
}

function Invoiced({ contractId }: { contractId: string }) {
  const { t } = useTranslation();
  const list = useInvoices({ contract: contractId });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={classes.part}>
      <h2>{t('billing.invoices')}</h2>
      {list.isSuccess && rows.length === 0 && <p className={classes.small}>{t('billing.noneYet')}</p>}
      <InvoiceList rows={rows} ofContract />
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </section>
  );
}

function Facts({ contract }: { contract: Contract }) {
  const { t } = useTranslation();
  const reader = useReader();
  const facts: [string, ReactNode][] = [
    [t('customers.contractKind'), `${t(`rules.values.${contract.kind}`)}, ${t(`rules.values.${contract.term}`)}`],
    [t('customers.startsOn'), dayWords(contract.startsOn, reader)],
    [t('customers.endsOn'), contract.endsOn ? dayWords(contract.endsOn, reader) : t('billing.noEnd')],
    [
      t('billing.renewal'),
      contract.endsOn &&
        t(`billing.renewals.${contract.renewal}`, { count: contract.renewalMonths, days: contract.noticeDays }),
    ],
    [t('billing.sites'), contract.sites.map(({ name }) => name).join('\n') || t('billing.allSites')],
    [t('billing.billed'), t(`billing.billings.${contract.billing}`)],
    [t('billing.index'), contract.index?.name],
    [t('billing.reference'), contract.reference],
    [t('billing.notes'), contract.notes],
  ];
  return (
    <section className={classes.card}>
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => Boolean(value))
          .map(([name, value]) => (
            <FactLine key={name} name={name}>
              {value}
            </FactLine>
          ))}
      </dl>
    </section>
  );
}

function Use({ contract }: { contract: Contract }) {
  const { t } = useTranslation();
  const reader = useReader();
  const mayWrite = useCan()('contracts:write');
  const refresh = useRefresh();
  const today = useToday();
  const [counting, setCounting] = useState(false);
  const use = useQuery({ queryKey: ['contracts', 'use', contract.id], queryFn: () => agreements.use(contract.id) });
  if (contract.allowances.length === 0 || !use.data) return null;
  return (
    <section className={classes.card}>
      <header>
        <h2 className="grow">{t('billing.thisMonth')}</h2>
        {mayWrite && contract.state !== 'draft' && (
          <ActionIcon size={24} aria-label={t('billing.countUse')} onClick={() => setCounting(true)}>
            <IconPlus size={14} />
          </ActionIcon>
        )}
      </header>
      <UseBars allowances={use.data.months[0]?.allowances ?? []} />
      {use.data.hints.length > 0 && <p className="warn">{t('billing.upgradeHint')}</p>}
      {use.data.items.length > 0 && (
        <ul className={classes.events}>
          {use.data.items.slice(0, 6).map((one) => (
            <li key={one.id}>
              <span className="grow">{[t(`billing.uses.${one.what}`), one.note].filter(Boolean).join(' · ')}</span>
              <time dateTime={one.day}>{dayWords(one.day, reader)}</time>
            </li>
          ))}
        </ul>
      )}
      {counting && (
        <EditDialog
          title={t('billing.countUse')}
          fields={[
            {
              name: 'what',
              label: t('billing.what'),
              kind: 'select',
              required: true,
              choices: ['visit', 'report'].map((value) => ({ value, label: t(`billing.uses.${value}`) })),
            },
            { name: 'day', label: t('billing.bank.day'), kind: 'date', required: true },
            { name: 'note', label: t('billing.notes'), kind: 'text' },
          ]}
          initial={{ what: 'report', day: today, note: '' }}
          save={async ({ what, day, note }) => {
            await agreements.count(contract.id, { what, day, note: note || null });
            await refresh();
          }}
          onClose={() => setCounting(false)}
        />
      )}
    </section>
  );
}

function Actions({ contract }: { contract: Contract }) {
  const { t } = useTranslation();
  const can = useCan();
  const refresh = useRefresh();
  const [dialog, setDialog] = useState<'edit' | 'run' | 'ended' | 'cancelled' | null>(null);
  const begin = useDo(() => written.change(contract.id, { state: 'active', version: contract.version }));
  const open = contract.state === 'draft' || contract.state === 'active';
  if (!open) return null;
  return (
    <div className={classes.actions}>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" aria-label={t('billing.more')}>
            <IconDots size={14} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {can('invoices:manage') && contract.state === 'active' && (
            <Menu.Item onClick={() => setDialog('run')}>{t('billing.run.one')}</Menu.Item>
          )}
          {contract.state === 'active' && (
            <Menu.Item onClick={() => setDialog('ended')}>{t('billing.endContract')}</Menu.Item>
          )}
          <Menu.Item onClick={() => setDialog('cancelled')}>{t('billing.cancelContract')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button variant="default" leftSection={<IconPencil size={14} />} onClick={() => setDialog('edit')}>
        {t('common.edit')}
      </Button>
      {contract.state === 'draft' && (
        <Button loading={begin.isPending} onClick={() => begin.mutate(undefined)}>
          {t('billing.activate')}
        </Button>
      )}
      {dialog === 'run' && <RunDialog contractId={contract.id} onClose={() => setDialog(null)} />}
      {dialog === 'edit' && <EditContract contract={contract} onClose={() => setDialog(null)} />}
      {(dialog === 'ended' || dialog === 'cancelled') && (
        <EditDialog
          title={t(dialog === 'ended' ? 'billing.endContract' : 'billing.cancelContract')}
          fields={[
            {
              name: 'reason',
              label: t('billing.reason'),
              hint: t(dialog === 'ended' ? 'billing.endHint' : 'billing.cancelHint'),
              kind: 'text',
              required: true,
            },
          ]}
          initial={{ reason: '' }}
          save={async ({ reason }) => {
            await written.change(contract.id, { state: dialog, reason, version: contract.version });
            await refresh();
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
}

function EditContract({ contract, onClose }: { contract: Contract; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const indexes = useIndexes();
  const sites = useQuery({
    queryKey: ['sites', contract.company.id],
    queryFn: () => customers.sites(contract.company.id),
  });
  if (!sites.data || !indexes.data) return null;
  return (
    <EditDialog
      title={contract.number}
      fields={[
        { name: 'endsOn', label: t('customers.endsOn'), kind: 'date' },
        {
          name: 'renewal',
          label: t('billing.renewal'),
          kind: 'select',
          required: true,
          choices: ['auto', 'ask', 'none'].map((value) => ({ value, label: t(`billing.renewalKinds.${value}`) })),
        },
        { name: 'noticeDays', label: t('billing.noticeDays'), kind: 'number', required: true },
        {
          name: 'renewalMonths',
          label: t('billing.renewalMonths'),
          kind: 'number',
          required: true,
          when: ({ renewal }) => renewal === 'auto',
        },
        {
          name: 'siteIds',
          label: t('billing.sites'),
          hint: t('billing.sitesHint'),
          kind: 'several',
          choices: sites.data.map(({ id, name }) => ({ value: id, label: name })),
        },
        {
          name: 'billing',
          label: t('billing.billed'),
          kind: 'select',
          required: true,
          choices: ['advance', 'arrears'].map((value) => ({ value, label: t(`billing.billings.${value}`) })),
        },
        {
          name: 'indexId',
          label: t('billing.index'),
          hint: t('billing.indexHint'),
          kind: 'select',
          choices: indexes.data.map(({ id, name }) => ({ value: id, label: name })),
        },
        { name: 'reference', label: t('billing.reference'), kind: 'text' },
        { name: 'notes', label: t('billing.notes'), kind: 'multiline' },
      ]}
      initial={{
        endsOn: contract.endsOn ?? '',
        renewal: contract.renewal,
        noticeDays: contract.noticeDays,
        renewalMonths: contract.renewalMonths,
        siteIds: contract.sites.map(({ id }) => id),
        billing: contract.billing,
        indexId: contract.index?.id ?? null,
        reference: contract.reference ?? '',
        notes: contract.notes ?? '',
      }}
      save={async ({ endsOn, indexId, reference, notes, ...rest }) => {
        await written.change(contract.id, {
          ...rest,
          endsOn: endsOn || null,
          indexId: indexId || null,
          reference: reference || null,
          notes: notes || null,
          version: contract.version,
        });
        await refresh();
      }}
      onClose={onClose}
    />
  );
}
