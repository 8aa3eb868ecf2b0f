import { Button, Skeleton } from '@mantine/core';
import { IconFileText, IconLink, IconLinkOff, IconPencil, IconPlus, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addressOf } from '../../api/client';
import { sales } from '../../api/sales.api';
import type { Deal, Proposal } from '../../api/sales.types';
import { Late } from '../../ui/late';
import { TagMark, type Tone } from '../../ui/tag-mark';
import { say, sayProblem } from '../feedback/notify';
import { ProblemState } from '../feedback/problem-state';
import { CopyLine } from '../settings/copy-line';
import { useNow, useReader } from '../time/reader';
import { shortDate, shortTime } from '../time/time';
import { money } from './money.rules';
import { ProposalDialog } from './proposal-dialog';
import classes from './sales.module.css';
import { useProposals, useSalesChange } from './sales.queries';

const TONES: Record<Proposal['state'] | 'expired', Tone> = {
  draft: 'plain',
  sent: 'accent',
  accepted: 'ok',
  revoked: 'plain',
  expired: 'warn',
};

/** What is offered on a deal, the newest version first. */
export function ProposalsPart({ deal, mayWrite }: { deal: Deal; mayWrite: boolean }) {
  const { t } = useTranslation();
  const list = useProposals(deal.id);
  const [editing, setEditing] = useState<Proposal | 'new' | null>(null);
  if (list.error && !list.data) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) {
    return (
      <Late>
        <Skeleton h={160} m={16} radius="lg" />
      </Late>
    );
  }
  const mayMake = mayWrite && deal.state === 'open';
  return (
    <div className={classes.factsBody}>
      {list.data.length === 0 && <p className="mid">{t('sales.noProposals')}</p>}
      {mayMake && (
        <Button
          size="xs"
          mt={list.data.length === 0 ? 8 : 0}
          variant="default"
          leftSection={<IconPlus size={14} stroke={1.75} />}
          onClick={() => setEditing('new')}
        >
          {t(list.data.length === 0 ? 'sales.makeProposal' : 'sales.nextVersion')}
        </Button>
      )}
      {list.data.map((proposal) => (
        <Offer
          key={proposal.id}
          proposal={proposal}
          contact={deal.contact}
          mayWrite={mayMake}
          onEdit={() => setEditing(proposal)}
        />
      ))}
      {editing && (
        <ProposalDialog
          deal={deal}
          proposal={editing === 'new' ? undefined : editing}
          copyOf={editing === 'new' ? list.data[0] : undefined}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  );
}

type Way = 'link' | 'mail' | 'mail again' | 'revoke';

interface OfferProps {
  proposal: Proposal;
  contact: Deal['contact'];
  mayWrite: boolean;
  onEdit: () => void;
}

function Offer({ proposal, contact, mayWrite, onEdit }: OfferProps) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const state = proposal.expired ? 'expired' : proposal.state;
  const act = useSalesChange(
    (how: Way) =>
      how === 'mail again'
        ? sales.mailProposal(proposal.id)
        : how === 'revoke'
          ? sales.revokeProposal(proposal.id, proposal.version)
          : sales.sendProposal(proposal.id, proposal.version, how === 'mail'),
    true,
  );
  const go = (how: Way) =>
    act.mutate(how, {
      onError: sayProblem,
      onSuccess: () => {
        if (how === 'mail') say(t('sales.beingMailed', { number: proposal.number }));
      },
    });
  const letter = proposal.letters.at(-1);
  // Without a person there is nobody to write to.
  const mayMail = contact !== null;
  const amount = (minor: number): string => money(minor, proposal.currency, reader.language);
  const { month, year, once, total } = proposal.sums;
  const sums: [string, number][] = [
    [t('sales.aMonth'), month],
    [t('sales.aYear'), year],
    [t('sales.once'), once],
  ];
  return (
    <section className={classes.offer} aria-label={proposal.number}>
      <div className={classes.offerHead}>
        <IconFileText size={16} stroke={1.75} aria-hidden="true" />
        <b>{t('sales.version', { version: proposal.edition })}</b>
        <TagMark tone={TONES[state]}>{t(`sales.proposalStates.${state}`)}</TagMark>
        <span className="mid">
          {proposal.acceptedAt
            ? t('sales.acceptedBy', {
                name: proposal.acceptedName,
                when: shortTime(proposal.acceptedAt, now, reader),
              })
            : proposal.state === 'sent' &&
              (proposal.opens > 0 ? t('sales.opened', { count: proposal.opens }) : t('sales.notOpened'))}
        </span>
        <span className="grow" />
        <span className="mid">
          {t('sales.until', { date: shortDate(`${proposal.expiresOn}T12:00:00Z`, now, reader) })}
        </span>
      </div>
      <div className={classes.offerLines}>
        {proposal.lines.map((line, at) => (
          <div key={at}>
            <span>
              {line.quantity > 1 && `${line.quantity} × `}
              {line.text} <span className="dim">{t(`sales.periods.${line.period}`)}</span>
            </span>
            <span>{amount(line.quantity * line.amount)}</span>
          </div>
        ))}
        {proposal.discount > 0 && (
          <div>
            <span>
              {t('sales.discountOf', {
                percent: new Intl.NumberFormat(reader.language).format(proposal.discount / 100),
              })}
            </span>
            <span>−{amount(proposal.sums.discount)}</span>
          </div>
        )}
        {sums
          .filter(([, minor]) => minor > 0)
          .map(([name, minor]) => (
            <div key={name} data-sum>
              <span>{name}</span>
              <span>{amount(minor)}</span>
            </div>
          ))}
        {proposal.months && (
          <div data-sum>
            <span>{t('sales.inMonths', { count: proposal.months })}</span>
            <span>{amount(total)}</span>
          </div>
        )}
      </div>
      {proposal.url && proposal.state === 'sent' && !proposal.expired && (
        <div style={{ padding: '8px 12px 0' }}>
          <CopyLine text={proposal.url} label={t('sales.proposalLink')} />
          <p className="mid" style={{ fontSize: 'var(--text-sm)' }}>
            {t('sales.proposalLinkHint')}
          </p>
        </div>
      )}
      {letter && (
        <p className={`mid ${classes.offerLetter}`} data-bad={letter.problem !== null || undefined}>
          {letter.problem
            ? t(`sales.letterProblems.${letter.problem}`)
            : t(letter.kind === 'reminder' ? 'sales.reminded' : 'sales.mailed', {
                when: shortTime(letter.at, now, reader),
              })}
          {letter.state && ` · ${t(`ticket.states.${letter.state}`)}`}
          {letter.ticketId && (
            <>
              {' · '}
              <Link className="link" to={`/tickets/${letter.ticketId}`}>
                {t('sales.theMail')}
              </Link>
            </>
          )}
        </p>
      )}
      <div className={classes.offerActions}>
        <Button
          size="xs"
          variant="default"
          component="a"
          href={addressOf(`/proposals/${proposal.id}/pdf`)}
          download
          leftSection={<IconFileText size={14} stroke={1.75} />}
        >
          PDF
        </Button>
        {mayWrite && proposal.state === 'draft' && (
          <>
            <Button size="xs" variant="default" leftSection={<IconPencil size={14} stroke={1.75} />} onClick={onEdit}>
              {t('common.edit')}
            </Button>
            <Button
              size="xs"
              variant={mayMail ? 'default' : 'filled'}
              leftSection={<IconLink size={14} stroke={1.75} />}
              loading={act.isPending && act.variables === 'link'}
              onClick={() => go('link')}
            >
              {t('sales.openLink')}
            </Button>
            {mayMail && (
              <Button
                size="xs"
                leftSection={<IconSend size={14} stroke={1.75} />}
                loading={act.isPending && act.variables === 'mail'}
                onClick={() => go('mail')}
              >
                {t('sales.sendByMail')}
              </Button>
            )}
          </>
        )}
        {mayWrite && mayMail && proposal.state === 'sent' && !proposal.expired && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconSend size={14} stroke={1.75} />}
            loading={act.isPending && act.variables === 'mail again'}
            onClick={() => go('mail again')}
          >
            {t(letter ? 'sales.mailAgain' : 'sales.sendByMail')}
          </Button>
        )}
        {mayWrite && proposal.state === 'sent' && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconLinkOff size={14} stroke={1.75} />}
            onClick={() => go('revoke')}
          >
            {t('sales.revoke')}
          </Button>
        )}
      </div>
    </section>
  );
}
