import { ActionIcon } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { billing, invoices } from '../../api/billing.api';
import { customers } from '../../api/customers.api';
import panel from '../customer/customer-panel.module.css';
import { useCan } from '../session/session';
import { EditDialog } from '../settings/edit-dialog';
import { useReader } from '../time/reader';
import { useInvoices, useRefresh, useSums } from './billing.queries';
import { dayWords, money } from '../../ui/money.rules';
import { amountOf } from './wrong';

/** What a company owes, its last invoices, and how it gets them. */
export function CompanyMoney({ companyId }: { companyId: string }) {
  const can = useCan();
  return can('invoices:read') ? <Owed companyId={companyId} mayManage={can('invoices:manage')} /> : null;
}

function Owed({ companyId, mayManage }: { companyId: string; mayManage: boolean }) {
  const { t } = useTranslation();
  const reader = useReader();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const sums = useSums(companyId);
  const list = useInvoices({ company: companyId });
  const [writing, setWriting] = useState(false);
  const rows = list.data?.pages.flatMap((page) => page.items).slice(0, 5) ?? [];
  return (
    <section className={panel.section}>
      <h3>
        {t('billing.invoices')}
        {mayManage && (
          <ActionIcon size={24} ml="auto" aria-label={t('billing.newInvoice')} onClick={() => setWriting(true)}>
            <IconPlus size={14} />
          </ActionIcon>
        )}
      </h3>
      {sums.data?.map((sum) => (
        <div key={sum.currency} className={panel.line}>
          <span className="grow">{t('billing.balance')}</span>
          <b className={sum.overdue > 0 ? 'bad' : undefined}>{money(sum.balance, sum.currency, reader.language)}</b>
        </div>
      ))}
      {rows.map((row) => (
        <Link key={row.id} to={`/invoices/${row.id}`} className={panel.line}>
          <span className="cut">{row.ref ?? t('billing.states.draft')}</span>
          <span className={`${panel.right} ${row.state === 'overdue' ? 'bad' : ''}`}>
            {[
              money(row.kind === 'invoice' ? row.total : -row.total, row.currency, reader.language),
              row.kind === 'credit-note'
                ? t('billing.creditNote')
                : row.state === 'issued' && row.dueOn
                  ? t('billing.dueOn', { day: dayWords(row.dueOn, reader) })
                  : t(`billing.states.${row.state}`),
            ].join(' · ')}
          </span>
        </Link>
      ))}
      {list.isSuccess && rows.length === 0 && <p className={panel.notes}>{t('billing.noneYet')}</p>}
      <Profile companyId={companyId} mayManage={mayManage} />
      {writing && (
        <EditDialog
          title={t('billing.newInvoice')}
          fields={[
            { name: 'text', label: t('billing.item'), kind: 'text', required: true },
            { name: 'quantity', label: t('billing.quantity'), kind: 'number', required: true },
            { name: 'currency', label: t('billing.currency'), kind: 'text', required: true },
            { name: 'unitAmount', label: t('billing.price'), kind: 'text', required: true },
            { name: 'reference', label: t('billing.reference'), kind: 'text' },
            { name: 'notes', label: t('billing.notes'), kind: 'multiline' },
          ]}
          initial={{ text: '', quantity: 1, currency: sums.data?.[0]?.currency ?? 'BRL', unitAmount: '' }}
          save={async ({ text, quantity, currency, unitAmount, reference, notes }) => {
            const line = { text, quantity, unitAmount: amountOf(unitAmount, String(currency), 'unitAmount') };
            const body = { companyId, currency, lines: [line], reference: reference || null, notes: notes || null };
            const made = await invoices.create(body);
            await refresh();
            void navigate(`/invoices/${made.id}`);
          }}
          onClose={() => setWriting(false)}
        />
      )}
    </section>
  );
}

function Profile({ companyId, mayManage }: { companyId: string; mayManage: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = ['invoices', 'profile', companyId];
  const profile = useQuery({ queryKey: key, queryFn: () => billing.profile(companyId) });
  const people = useQuery({
    queryKey: ['contacts', 'of', companyId],
    queryFn: () => customers.contacts({ company: companyId, limit: '100' }),
    enabled: mayManage,
  });
  const [editing, setEditing] = useState(false);
  const known = profile.data;
  if (!known) return null;
  return (
    <div className={panel.line}>
      <span className={`grow ${panel.notes}`}>
        {known.contact
          ? t('billing.goesTo', { name: known.contact.name, address: known.contact.email ?? t('billing.noAddress') })
          : t('billing.goesToNobody')}
      </span>
      {mayManage && (
        <ActionIcon aria-label={t('billing.profile')} title={t('billing.profile')} onClick={() => setEditing(true)}>
          <IconPencil size={14} />
        </ActionIcon>
      )}
      {editing && (
        <EditDialog
          title={t('billing.profile')}
          fields={[
            {
              name: 'contactId',
              label: t('billing.invoiceContact'),
              kind: 'select',
              choices: (people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
            },
            { name: 'legalName', label: t('billing.legalName'), kind: 'text' },
            { name: 'taxNumber', label: t('billing.taxNumber'), kind: 'text' },
            { name: 'address', label: t('customers.address'), kind: 'multiline' },
            {
              name: 'language',
              label: t('common.language'),
              kind: 'select',
              choices: [
                { value: 'en', label: 'English' },
                { value: 'pt-BR', label: 'Português (Brasil)' },
              ],
            },
            { name: 'termsDays', label: t('billing.termsDays'), hint: t('billing.termsHint'), kind: 'number' },
            { name: 'dunning', label: t('billing.remind'), kind: 'switch' },
          ]}
          initial={{
            contactId: known.contact?.id ?? null,
            legalName: known.legalName ?? '',
            taxNumber: known.taxNumber ?? '',
            address: known.address ?? '',
            language: known.language,
            termsDays: known.termsDays,
            dunning: known.dunning,
          }}
          save={async ({ contactId, legalName, taxNumber, address, language, termsDays, dunning }) => {
            await billing.changeProfile(companyId, {
              contactId: contactId || null,
              legalName: legalName || null,
              taxNumber: taxNumber || null,
              address: address || null,
              language: language || null,
              termsDays: termsDays ?? null,
              dunning,
              version: known.version,
            });
            await client.invalidateQueries({ queryKey: key });
          }}
          onClose={() => setEditing(false)}
        />
      )}
    </div>
  );
}
