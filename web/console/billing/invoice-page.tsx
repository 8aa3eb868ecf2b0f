import { Button, Menu, Skeleton } from '@mantine/core';
import { IconChevronLeft, IconDots, IconDownload } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { invoices, payments } from '../../api/billing.api';
import type { Invoice } from '../../api/billing.types';
import { Late } from '../../ui/late';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { say } from '../feedback/notify';
import { useCan } from '../session/session';
import { usePageTitle } from '../shell/title';
import { EditDialog } from '../settings/edit-dialog';
import { useNow, useReader } from '../time/reader';
import { shortTime } from '../time/time';
import { useDo, useInvoice, useRefresh, useToday } from './billing.queries';
import classes from './billing.module.css';
import { dayWords, money } from '../../ui/money.rules';
import { monthWords, typed } from './money.rules';
import { MoneyTabs, StateBadge } from './money-tabs';
import { amountOf } from './wrong';

export function InvoicePage() {
  const id = useParams().id ?? '';
  return useCan()('invoices:read') ? <One id={id} key={id} /> : <NotFound />;
}

function One({ id }: { id: string }) {
  const invoice = useInvoice(id);
  usePageTitle(invoice.data?.ref ?? undefined);
  if (invoice.error && !invoice.data) {
    return <ProblemState error={invoice.error} onRetry={() => void invoice.refetch()} />;
  }
  return (
    <main className={classes.page}>
      <div className={classes.body}>
        <MoneyTabs />
        {invoice.data ? (
          <Whole invoice={invoice.data} />
        ) : (
          <Late>
            <Skeleton h={280} radius="lg" />
          </Late>
        )}
      </div>
    </main>
  );
}

function Whole({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const reader = useReader();
  const title = invoice.ref ?? t('billing.draftTitle');
  const amount = (value: number) => money(value, invoice.currency, reader.language);
  return (
    <>
      <header className={classes.head}>
        <div className="grow">
          <Link className={classes.back} to="/invoices">
            <IconChevronLeft size={16} stroke={1.75} aria-hidden="true" />
            {t('billing.invoices')}
          </Link>
          <h1>
            {invoice.kind === 'credit-note' ? `${t('billing.creditNote')} ${title}` : title}
            {invoice.kind === 'invoice' && (
              <StateBadge state={invoice.state} words={t(`billing.states.${invoice.state}`)} />
            )}
          </h1>
          <p>
            <Link className="link" to={`/customers/companies/${invoice.company.id}`}>
              {invoice.company.name}
            </Link>
            {invoice.period && ` · ${monthWords(invoice.period, reader)}`}
          </p>
        </div>
        <Actions invoice={invoice} />
      </header>
      {invoice.sendProblem && <p className={classes.note}>{t(`billing.sendProblems.${invoice.sendProblem}`)}</p>}
      <div className={classes.columns}>
        <div className={classes.stack}>
          <section className={classes.card}>
            <div className={classes.scroll}>
              <table className={classes.table}>
                <thead>
                  <tr>
                    <th>{t('billing.item')}</th>
                    <th data-right>{t('billing.quantity')}</th>
                    <th data-right>{t('billing.price')}</th>
                    <th data-right>{t('billing.amount')}</th>
                  </tr>
                </thead>
                <tbody>
                  {invoice.lines.map((line) => (
                    <tr key={line.id}>
                      <td>
                        {line.text}
                        {line.from && line.to && line.kind === 'recurring' && (
                          <div className={classes.small}>
                            {dayWords(line.from, reader)} – {dayWords(line.to, reader)}
                          </div>
                        )}
                      </td>
                      <td data-right>{line.quantity}</td>
                      <td data-right>{amount(line.unitAmount)}</td>
                      <td data-right>{amount(line.amount)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <div className={classes.sums}>
              {invoice.taxes.length > 0 && (
                <>
                  <span>{t('billing.net')}</span>
                  <span>{amount(invoice.net)}</span>
                </>
              )}
              {invoice.taxes.map((tax) => (
                <Pair
                  key={tax.name}
                  name={`${tax.name} ${(tax.rateBp / 100).toLocaleString(reader.language)} %${tax.included ? ` (${t('billing.included')})` : ''}`}
                  value={amount(tax.amount)}
                />
              ))}
              <span data-total>{t('billing.total')}</span>
              <span data-total>{amount(invoice.total)}</span>
              {invoice.credited > 0 && <Pair name={t('billing.credited')} value={amount(-invoice.credited)} />}
              {invoice.paid > 0 && <Pair name={t('billing.paid')} value={amount(-invoice.paid)} />}
              {(invoice.paid > 0 || invoice.credited > 0) && (
                <>
                  <span data-total>{t('billing.toPay')}</span>
                  <span data-total>{amount(invoice.open)}</span>
                </>
              )}
            </div>
          </section>
          {invoice.kind === 'invoice' && invoice.state !== 'draft' && <Payments invoice={invoice} />}
        </div>
        <Side invoice={invoice} />
      </div>
    </>
  );
}

const Pair = ({ name, value }: { name: string; value: string }) => (
  <>
    <span>{name}</span>
    <span>{value}</span>
  </>
);

function Payments({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const reader = useReader();
  const mayManage = useCan()('invoices:manage');
  const refresh = useRefresh();
  const [reversing, setReversing] = useState<string | null>(null);
  return (
    <section className={classes.card}>
      <header>
        <h2>{t('billing.payments')}</h2>
      </header>
      {invoice.payments.length === 0 && <p className={classes.small}>{t('billing.noPayments')}</p>}
      <ul className={classes.events}>
        {invoice.payments.map((payment) => (
          <li key={payment.id}>
            <span className="grow">
              <span style={payment.reversedAt ? { textDecoration: 'line-through' } : undefined}>
                {money(payment.amount, invoice.currency, reader.language)}
              </span>
              <span className={classes.small} style={{ display: 'block' }}>
                {[
                  t(`billing.methods.${payment.method}`, { by: payment.by }),
                  payment.reference,
                  payment.note,
                  payment.reversedAt && t('billing.takenBack', { why: payment.reversedWhy }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <time dateTime={payment.paidOn}>{dayWords(payment.paidOn, reader)}</time>
            {mayManage && !payment.reversedAt && (
              <Button size="xs" variant="subtle" color="gray" onClick={() => setReversing(payment.id)}>
                {t('billing.takeBack')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {reversing && (
        <EditDialog
          title={t('billing.takeBack')}
          fields={[{ name: 'reason', label: t('billing.reason'), kind: 'text', required: true }]}
          initial={{ reason: '' }}
          save={async ({ reason }) => {
            await payments.reverse(reversing, String(reason));
            await refresh();
          }}
          onClose={() => setReversing(null)}
        />
      )}
    </section>
  );
}

function Side({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const { billTo } = invoice;
  const facts: [string, ReactNode][] = [
    [t('billing.billTo'), billTo && [billTo.name, billTo.contactName, billTo.address].filter(Boolean).join('\n')],
    [t('billing.taxNumber'), billTo?.taxNumber],
    [t('billing.issuedOn'), invoice.issuedOn && dayWords(invoice.issuedOn, reader)],
    [t('billing.due'), invoice.dueOn && dayWords(invoice.dueOn, reader)],
    [
      t('billing.contract'),
      invoice.contract && (
        <Link className="link" to={`/contracts/${invoice.contract.id}`}>
          {invoice.contract.number}
        </Link>
      ),
    ],
    [t('billing.reference'), invoice.reference],
    [
      t('billing.credits'),
      invoice.credits && (
        <Link className="link" to={`/invoices/${invoice.credits.id}`}>
          {invoice.credits.ref}
        </Link>
      ),
    ],
    [
      t('billing.creditNotes'),
      invoice.creditNotes.length > 0 &&
        invoice.creditNotes.map((note) => (
          <Link key={note.id} className="link" to={`/invoices/${note.id}`} style={{ display: 'block' }}>
            {note.ref}
          </Link>
        )),
    ],
    [t('billing.notes'), invoice.notes],
  ];
  const known = facts.filter(([, value]) => Boolean(value));
  return (
    <aside className={classes.stack}>
      {known.length > 0 && (
        <section className={classes.card}>
          <dl className={classes.facts}>
            {known.map(([name, value]) => (
              <FactLine key={name} name={name}>
                {value}
              </FactLine>
            ))}
          </dl>
        </section>
      )}
      {invoice.letters.length > 0 && (
        <section className={classes.card}>
          <header>
            <h2>{t('billing.letters')}</h2>
          </header>
          <ul className={classes.events}>
            {invoice.letters.map((letter) => (
              <li key={letter.at}>
                <span className="grow">
                  {letter.daysAfter === null
                    ? t('billing.letterSent')
                    : t('billing.reminder', { count: letter.daysAfter })}
                  {letter.problem && (
                    <span className="warn" style={{ display: 'block' }}>
                      {t(`billing.sendProblems.${letter.problem}`)}
                    </span>
                  )}
                  {letter.ticket && (
                    <Link className="link" to={`/tickets/${letter.ticket}`} style={{ display: 'block' }}>
                      #{letter.ticket}
                    </Link>
                  )}
                </span>
                <time dateTime={letter.at}>{shortTime(letter.at, now, reader)}</time>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}

export const FactLine = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

function Actions({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const mayManage = useCan()('invoices:manage');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [dialog, setDialog] = useState<'pay' | 'credit' | null>(null);
  const issue = useDo((send: boolean) => invoices.issue(invoice.id, send));
  const send = useDo(() => invoices.send(invoice.id));
  const remove = useDo(
    () => invoices.remove(invoice.id),
    () => {
      say(t('billing.draftGone'));
      void navigate('/invoices');
    },
  );
  const draft = invoice.state === 'draft';
  const payable = invoice.kind === 'invoice' && invoice.open > 0;
  const creditable = invoice.kind === 'invoice' && !draft && invoice.credited < invoice.total;
  const today = useToday();
  const { currency } = invoice;
  return (
    <div className={classes.actions}>
      <Button
        component="a"
        href={invoices.pdf(invoice.id)}
        download
        variant="default"
        leftSection={<IconDownload size={14} />}
      >
        PDF
      </Button>
      {mayManage && draft && (
        <>
          <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate(undefined)}>
            {t('common.delete')}
          </Button>
          <Button variant="default" loading={issue.isPending} onClick={() => issue.mutate(true)}>
            {t('billing.issueAndSend')}
          </Button>
          <Button loading={issue.isPending} onClick={() => issue.mutate(false)}>
            {t('billing.issue')}
          </Button>
        </>
      )}
      {mayManage && !draft && (
        <>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" aria-label={t('billing.more')}>
                <IconDots size={14} />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => send.mutate(undefined)}>
                {t(invoice.sentAt ? 'billing.sendAgain' : 'billing.send')}
              </Menu.Item>
              {creditable && <Menu.Item onClick={() => setDialog('credit')}>{t('billing.credit')}</Menu.Item>}
            </Menu.Dropdown>
          </Menu>
          {payable && <Button onClick={() => setDialog('pay')}>{t('billing.recordPayment')}</Button>}
        </>
      )}
      {dialog === 'pay' && (
        <EditDialog
          title={t('billing.recordPayment')}
          fields={[
            { name: 'amount', label: `${t('billing.amount')} (${currency})`, kind: 'text', required: true },
            { name: 'paidOn', label: t('billing.paidOn'), kind: 'date', required: true },
            { name: 'reference', label: t('billing.bank.reference'), kind: 'text' },
          ]}
          initial={{ amount: typed(invoice.open, currency), paidOn: today, reference: '' }}
          save={async ({ amount, paidOn, reference }) => {
            await invoices.pay(invoice.id, {
              amount: amountOf(amount, currency),
              paidOn,
              reference: reference || null,
            });
            await refresh();
          }}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'credit' && (
        <EditDialog
          title={t('billing.credit')}
          fields={[
            {
              name: 'amount',
              label: `${t('billing.amount')} (${currency})`,
              hint: t('billing.creditHint'),
              kind: 'text',
              required: true,
            },
            { name: 'reason', label: t('billing.reason'), hint: t('billing.reasonHint'), kind: 'text', required: true },
          ]}
          initial={{ amount: typed(invoice.total - invoice.credited, currency), reason: '' }}
          save={async ({ amount, reason }) => {
            await invoices.credit(invoice.id, { amount: amountOf(amount, currency), reason });
            await refresh();
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
}
