import { ActionIcon, Button, Skeleton, Tabs, Tooltip } from '@mantine/core';
import {
  IconArrowsDiagonal,
  IconBan,
  IconCalendar,
  IconCheck,
  IconNote,
  IconPencil,
  IconPhone,
  IconPlus,
  IconRotate,
  IconTrophy,
  IconTruck,
  IconX,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sales } from '../../api/sales.api';
import type { Deal, NextActivity } from '../../api/sales.types';
import { CallContact } from '../phone/phone-number';
import { Late } from '../../ui/late';
import { sayProblem } from '../feedback/notify';
import { ProblemState } from '../feedback/problem-state';
import { PersonPicker } from '../queue/person-picker';
import { useCan } from '../session/session';
import { usePageTitle } from '../shell/title';
import { EditDialog } from '../settings/edit-dialog';
import { useNow, useReader } from '../time/reader';
import { shortDate, span } from '../time/time';
import { ActivityDialog } from './activity-dialog';
import { DealDialog } from './deal-dialog';
import { DealFacts } from './deal-facts';
import { DoneDialog } from './done-dialog';
import { LoseDialog } from './lose-dialog';
import { customerOf, money } from './money.rules';
import { KIND_ICONS, useWhen } from './next-line';
import { ProposalsPart } from './proposals-part';
import classes from './sales.module.css';
import { useActivity, useDeal, usePipelines, useSalesChange } from './sales.queries';
import { Steps } from './steps';
import { Timeline } from './timeline';
import { VisitDialog } from './visit-dialog';
import { WinDialog } from './win-dialog';

interface Props {
  number: string;
  onClose?: () => void;
}

type Open = 'edit' | 'note' | 'visit' | 'plan' | 'lose' | 'win' | 'done' | 'move' | null;

/** A deal: where it stands, what is to be done next, and all that happened. */
export function DealPane({ number, onClose }: Props) {
  const deal = useDeal(number);
  usePageTitle(deal.data?.title);
  if (deal.error && !deal.data) return <ProblemState error={deal.error} onRetry={() => void deal.refetch()} />;
  if (!deal.data) {
    return (
      <Late>
        <div style={{ padding: 16 }}>
          <Skeleton h={160} mb={16} radius="lg" />
          <Skeleton h={320} radius="lg" />
        </div>
      </Late>
    );
  }
  return <One deal={deal.data} onClose={onClose} />;
}

function One({ deal, onClose }: { deal: Deal; onClose?: () => void }) {
  const { t } = useTranslation();
  const mayWrite = useCan()('deals:write');
  const [open, setOpen] = useState<Open>(null);
  const [tab, setTab] = useState<string | null>('timeline');
  const pipelines = usePipelines();
  const pipeline = pipelines.data?.find(({ id }) => id === deal.pipeline.id);
  const close = () => setOpen(null);
  const isOpen = deal.state === 'open';
  return (
    <>
      <Head deal={deal} mayWrite={mayWrite} onClose={onClose} onEdit={() => setOpen('edit')} />
      <div className={classes.paneBody}>
        {isOpen ? (
          <NextStep
            next={deal.nextActivity}
            mayWrite={mayWrite}
            onPlan={() => setOpen('plan')}
            onDone={() => setOpen('done')}
            onMove={() => setOpen('move')}
          />
        ) : (
          <Closed deal={deal} />
        )}
        <Tabs value={tab} onChange={setTab} className={classes.tabs} keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="timeline">{t('sales.timeline')}</Tabs.Tab>
            <Tabs.Tab value="proposals">{t('sales.proposals')}</Tabs.Tab>
            <Tabs.Tab value="facts">{t('sales.facts')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="timeline">
            <Timeline deal={deal} />
          </Tabs.Panel>
          <Tabs.Panel value="proposals">
            <ProposalsPart deal={deal} mayWrite={mayWrite} />
          </Tabs.Panel>
          <Tabs.Panel value="facts">
            <DealFacts deal={deal} mayWrite={mayWrite} />
          </Tabs.Panel>
        </Tabs>
      </div>
      {mayWrite && <Foot deal={deal} onOpen={setOpen} />}
      {open === 'edit' && pipeline && <DealDialog pipeline={pipeline} deal={deal} onClose={close} />}
      {open === 'note' && <NoteDialog deal={deal} onClose={close} />}
      {open === 'visit' && <VisitDialog deal={deal} onClose={close} />}
      {open === 'plan' && <ActivityDialog of={{ dealId: deal.id }} onClose={close} />}
      {open === 'move' && deal.nextActivity && <MoveStep next={deal.nextActivity} onClose={close} />}
      {open === 'done' && deal.nextActivity && <DoneDialog activity={deal.nextActivity} onClose={close} />}
      {open === 'lose' && <LoseDialog deal={deal} onClose={close} />}
      {open === 'win' && <WinDialog deal={deal} onClose={close} />}
    </>
  );
}

interface HeadProps {
  deal: Deal;
  mayWrite: boolean;
  onClose?: () => void;
  onEdit: () => void;
}

function Head({ deal, mayWrite, onClose, onEdit }: HeadProps) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const change = useSalesChange((ownerId: string | null) => sales.change(deal.id, { ownerId, version: deal.version }));
  const customer = customerOf(deal);
  const words = (
    <>
      {t('sales.dealNumber', { number: deal.number })} · {deal.owner?.name ?? t('queue.nobody')}
    </>
  );
  return (
    <header className={classes.paneHead}>
      <div className={classes.paneTop}>
        {mayWrite ? (
          <PersonPicker current={deal.owner?.id} onPick={(id) => change.mutate(id)}>
            <button type="button" className={classes.ownerButton}>
              {words}
            </button>
          </PersonPicker>
        ) : (
          <span>{words}</span>
        )}
        <span className="grow" />
        {mayWrite && (
          <ActionIcon size={28} aria-label={t('common.edit')} onClick={onEdit}>
            <IconPencil size={16} stroke={1.75} />
          </ActionIcon>
        )}
        {onClose && (
          <>
            <ActionIcon size={28} component={Link} to={`/sales/deals/${deal.number}`} aria-label={t('sales.wholePage')}>
              <IconArrowsDiagonal size={16} stroke={1.75} />
            </ActionIcon>
            <ActionIcon size={28} aria-label={t('common.close')} onClick={onClose}>
              <IconX size={16} stroke={1.75} />
            </ActionIcon>
          </>
        )}
      </div>
      <h2>{deal.title}</h2>
      <p className="mid">
        {deal.company ? (
          <Link className="link" to={`/customers/companies/${deal.company.id}`}>
            {deal.company.name}
          </Link>
        ) : (
          deal.prospect
        )}
        {deal.contact && customer !== deal.contact.name && ' · '}
        {deal.contact && (
          <Link className="link" to={`/customers/contacts/${deal.contact.id}`}>
            {deal.contact.name}
          </Link>
        )}
        {deal.contact && <CallContact contactId={deal.contact.id} />}
      </p>
      <Steps deal={deal} mayWrite={mayWrite} />
      <dl className={classes.values}>
        <div>
          <dt>{t(deal.months ? 'sales.aMonth' : 'sales.once')}</dt>
          <dd>{deal.valueMinor === null ? '–' : money(deal.valueMinor, deal.currency, reader.language)}</dd>
        </div>
        <div>
          <dt>{deal.months ? t('sales.inMonths', { count: deal.months }) : t('sales.worth')}</dt>
          <dd>{deal.valueMinor === null ? '–' : money(deal.worthMinor, deal.currency, reader.language)}</dd>
        </div>
        <div>
          <dt>{t('sales.fields.expectedClose')}</dt>
          <dd>{deal.expectedClose ? shortDate(`${deal.expectedClose}T12:00:00Z`, now, reader) : '–'}</dd>
        </div>
      </dl>
    </header>
  );
}

interface NextStepProps {
  next: NextActivity | null;
  mayWrite: boolean;
  onPlan: () => void;
  onDone: () => void;
  onMove: () => void;
}

function NextStep({ next, mayWrite, onPlan, onDone, onMove }: NextStepProps) {
  const { t } = useTranslation();
  const now = useNow();
  const when = useWhen();
  if (!next) {
    return (
      <section className={classes.step} data-tone="warn" aria-label={t('sales.nextStep')}>
        <p>{t('sales.noNextLong')}</p>
        {mayWrite && (
          <Button size="xs" leftSection={<IconPlus size={14} stroke={1.75} />} onClick={onPlan}>
            {t('sales.planStep')}
          </Button>
        )}
      </section>
    );
  }
  const Shape = KIND_ICONS[next.kind];
  const left = new Date(next.dueAt).getTime() - now.getTime();
  return (
    <section className={classes.step} data-tone={left < 0 ? 'bad' : undefined} aria-label={t('sales.nextStep')}>
      <div className={classes.stepHead}>
        <Shape size={14} stroke={1.75} aria-hidden="true" />
        {t('sales.nextStep')}
        <span className="grow" />
        <b className={left < 0 ? 'bad' : undefined}>{when(next.dueAt)}</b>
        <span className={left < 0 ? 'bad' : undefined}>
          {left < 0 ? t('sales.late', { time: span(left) }) : t('sales.inTime', { time: span(left) })}
        </span>
      </div>
      <p>{next.subject}</p>
      {mayWrite && (
        <div className={classes.stepActions}>
          <Button size="xs" leftSection={<IconCheck size={14} stroke={1.75} />} onClick={onDone}>
            {t('sales.done')}
          </Button>
          <Button size="xs" variant="default" leftSection={<IconCalendar size={14} stroke={1.75} />} onClick={onMove}>
            {t('sales.putOff')}
          </Button>
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} stroke={1.75} />} onClick={onPlan}>
            {t('sales.another')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Closed({ deal }: { deal: Deal }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  return (
    <section className={classes.step} data-tone={deal.state === 'won' ? 'ok' : undefined}>
      <div className={classes.stepHead}>
        {deal.state === 'won' ? <IconTrophy size={14} stroke={1.75} /> : <IconBan size={14} stroke={1.75} />}
        <b>{t(`sales.states.${deal.state}`)}</b>
        <span className="grow" />
        {deal.closedAt && shortDate(deal.closedAt, now, reader)}
      </div>
      {deal.state === 'lost' && <p>{[deal.lostReason?.name, deal.lostNote].filter(Boolean).join(': ')}</p>}
      {deal.contract && (
        <p>
          {t('sales.becameContract')}{' '}
          <Link className="link" to={`/contracts/${deal.contract.id}`}>
            {deal.contract.number}
          </Link>
        </p>
      )}
    </section>
  );
}

function Foot({ deal, onOpen }: { deal: Deal; onOpen: (what: Open) => void }) {
  const { t } = useTranslation();
  const mayVisit = useCan()('visits:write');
  const reopen = useSalesChange(() => sales.reopen(deal.id, deal.version), true);
  if (deal.state !== 'open') {
    return (
      <footer className={classes.paneFoot}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconNote size={14} stroke={1.75} />}
          onClick={() => onOpen('note')}
        >
          {t('sales.note')}
        </Button>
        <span className="grow" />
        {!deal.contract && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRotate size={14} stroke={1.75} />}
            onClick={() => reopen.mutate(undefined, { onError: sayProblem })}
          >
            {t('sales.reopen')}
          </Button>
        )}
      </footer>
    );
  }
  return (
    <footer className={classes.paneFoot}>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconNote size={14} stroke={1.75} />}
        onClick={() => onOpen('note')}
      >
        {t('sales.note')}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPhone size={14} stroke={1.75} />}
        onClick={() => onOpen('plan')}
      >
        {t('sales.step')}
      </Button>
      {mayVisit && (
        <Tooltip label={t('sales.visitNeedsPerson')} disabled={deal.contact !== null}>
          <Button
            size="xs"
            variant="default"
            data-disabled={deal.contact === null || undefined}
            aria-disabled={deal.contact === null || undefined}
            leftSection={<IconTruck size={14} stroke={1.75} />}
            onClick={() => deal.contact && onOpen('visit')}
          >
            {t('sales.visit')}
          </Button>
        </Tooltip>
      )}
      <span className="grow" />
      <Button size="xs" variant="subtle" color="gray" onClick={() => onOpen('lose')}>
        {t('sales.lose')}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTrophy size={14} stroke={1.75} />}
        onClick={() => onOpen('win')}
      >
        {t('sales.win')}
      </Button>
    </footer>
  );
}

function NoteDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const { t } = useTranslation();
  const save = useSalesChange((text: string) => sales.note(deal.id, text), true);
  return (
    <EditDialog
      title={t('sales.note')}
      fields={[{ name: 'text', label: t('sales.noteText'), kind: 'multiline', required: true }]}
      initial={{ text: '' }}
      save={({ text }) => save.mutateAsync(String(text))}
      onClose={onClose}
    />
  );
}

/** All of it is read first: what the head of the deal knows is not the whole step. */
function MoveStep({ next, onClose }: { next: NextActivity; onClose: () => void }) {
  const whole = useActivity(next.id);
  return whole.data ? <ActivityDialog activity={whole.data} onClose={onClose} /> : null;
}
