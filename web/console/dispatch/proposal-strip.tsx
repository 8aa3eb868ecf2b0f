import { Button, Modal } from '@mantine/core';
import { IconArrowRight, IconWand } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dispatch, type PlaceTaken, type Proposal } from '../../api/dispatch.api';
import type { Board } from '../../api/dispatch.types';
import { say, sayProblem } from '../feedback/notify';
import { durationWords } from '../settings/promises/duration.rules';
import { useNow, useReader } from '../time/reader';
import { shortTime } from '../time/time';
import { customerOf } from './bar.rules';
import classes from './dispatch.module.css';
import { BOARD, type Shown } from './dispatch.queries';

/** An optimised day is a proposal: what it changes is shown, and nothing changes until it is accepted. */
export function ProposalStrip({ shown, board }: { shown: Shown; board: Board }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const [isReviewing, setReviewing] = useState(false);
  const optimise = useMutation({ mutationFn: () => dispatch.optimise(shown.day), onSuccess: setProposal });
  const accept = useMutation({
    mutationFn: (id: string) => dispatch.accept(id),
    onSuccess: async () => {
      setProposal(null);
      setReviewing(false);
      say(t('dispatch.accepted'));
      await client.invalidateQueries({ queryKey: BOARD });
    },
  });
  const discard = (id: string) => {
    setProposal(null);
    setReviewing(false);
    void dispatch.discard(id).catch(sayProblem);
  };
  return (
    <div className={classes.strip}>
      <IconWand size={20} stroke={1.6} aria-hidden="true" />
      <span className={classes.stripWords}>
        <b>{t('dispatch.optimise')}</b>
        <span>{t('dispatch.optimiseHint')}</span>
      </span>
      {proposal ? (
        <>
          <Figures proposal={proposal} />
          <span className="grow" />
          <Button size="xs" variant="subtle" color="gray" onClick={() => discard(proposal.id)}>
            {t('dispatch.discard')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setReviewing(true)}>
            {t('dispatch.review', { count: proposal.changes.length })}
          </Button>
          <Button
            size="xs"
            disabled={proposal.changes.length === 0}
            loading={accept.isPending}
            onClick={() => accept.mutate(proposal.id)}
          >
            {t('dispatch.accept')}
          </Button>
        </>
      ) : (
        <>
          <span className="grow" />
          <Button size="xs" variant="default" loading={optimise.isPending} onClick={() => optimise.mutate()}>
            {t('dispatch.optimiseNow')}
          </Button>
        </>
      )}
      {proposal && isReviewing && (
        <Review proposal={proposal} timezone={board.timezone} onClose={() => setReviewing(false)} />
      )}
    </div>
  );
}

function Figures({ proposal: { before, after } }: { proposal: Proposal }) {
  const { t } = useTranslation();
  const minutes = (value: number) => (value === 0 ? '0' : durationWords(Math.round(value)));
  const count = String;
  const figures = [
    { key: 'travel', from: before.travelMinutes, to: after.travelMinutes, words: minutes },
    { key: 'late', from: before.lateVisits, to: after.lateVisits, words: count },
    { key: 'unplanned', from: before.unplanned, to: after.unplanned, words: count },
    { key: 'overtime', from: before.overtimeMinutes, to: after.overtimeMinutes, words: minutes },
  ];
  return (
    <dl className={classes.figures}>
      {figures.map(({ key, from, to, words }) => (
        <div key={key}>
          <dt>{t(`dispatch.figures.${key}`)}</dt>
          <dd>
            {words(from)} <IconArrowRight size={12} aria-hidden="true" />{' '}
            <b className={to < from ? 'ok' : to > from ? 'warn' : undefined}>{words(to)}</b>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Review({ proposal, timezone, onClose }: { proposal: Proposal; timezone: string; onClose: () => void }) {
  const { t } = useTranslation();
  const now = useNow();
  const reader = { ...useReader(), timeZone: timezone };
  const place = (slot: PlaceTaken | null) =>
    slot
      ? `${shortTime(slot.from, now, reader)} · ${slot.technicians.map(({ name }) => name).join(', ')}`
      : t('dispatch.unplanned');
  return (
    <Modal opened onClose={onClose} title={t('dispatch.review', { count: proposal.changes.length })} size="lg">
      <ul className={classes.changes}>
        {proposal.changes.map(({ visit, before, after }) => (
          <li key={visit.id}>
            <b>
              {visit.ref} {customerOf(visit)}
            </b>
            <span>
              {place(before)} <IconArrowRight size={12} aria-hidden="true" /> {place(after)}
            </span>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
