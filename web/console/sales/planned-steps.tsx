import { ActionIcon, Menu } from '@mantine/core';
import { IconCalendarPlus, IconCheck, IconNotes, IconPencil, IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Activity } from '../../api/sales.types';
import panel from '../customer/customer-panel.module.css';
import { useDeleteLater } from '../feedback/delete-later';
import { useCan } from '../session/session';
import { KIND_ICONS, useWhen } from './next-line';
import { SALES, useActivities } from './sales.queries';
import type { StepDialog, StepOf } from './step-dialogs';

const Dialogs = lazy(async () => ({ default: (await import('./step-dialogs')).StepDialogs }));

interface Props {
  /** Whose steps stand here. */
  list: { contact: string } | { company: string } | { ticket: string };
  /** With whom, and about what, one that is planned here is. */
  of: StepOf;
}

/** What is planned with a customer or about a ticket, and a way to plan more or to write down what took place. */
export function PlannedSteps({ list, of }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const mayRead = can('deals:read');
  const mayWrite = can('deals:write', 'activities:write');
  const planned = useActivities({ ...list, limit: 10 }, mayRead);
  const [open, setOpen] = useState<StepDialog | null>(null);
  const { gone } = useDeleteLater(SALES);
  const items = (planned.data?.items ?? []).filter(({ id }) => !gone.has(id));
  if (!mayRead || (items.length === 0 && !mayWrite)) return null;
  const icon = { size: 16, stroke: 1.75 };
  return (
    <section className={panel.section}>
      <h3>
        {t('sales.activities')} {items.length > 0 && <span className={panel.count}>{items.length}</span>}
        {mayWrite && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size={24} ml="auto" aria-label={t('sales.addStep')}>
                <IconPlus size={14} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconNotes {...icon} />} onClick={() => setOpen({ name: 'happened' })}>
                {t('sales.writeDown')}
              </Menu.Item>
              <Menu.Item leftSection={<IconCalendarPlus {...icon} />} onClick={() => setOpen({ name: 'plan' })}>
                {t('sales.planOne')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </h3>
      {items.map((activity) => (
        <Step
          key={activity.id}
          activity={activity}
          mayWrite={activity.deal ? can('deals:write') : mayWrite}
          onOpen={setOpen}
        />
      ))}
      {planned.isSuccess && items.length === 0 && <p className={panel.notes}>{t('sales.nothingPlannedHere')}</p>}
      {open && (
        <Suspense>
          <Dialogs open={open} of={of} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </section>
  );
}

function Step({
  activity,
  mayWrite,
  onOpen,
}: {
  activity: Activity;
  mayWrite: boolean;
  onOpen: (dialog: StepDialog) => void;
}) {
  const { t } = useTranslation();
  const when = useWhen();
  const Shape = KIND_ICONS[activity.kind];
  const who = activity.attendees.map(({ name }) => name).join(', ');
  return (
    <div>
      <div className={panel.line}>
        <Shape size={16} stroke={1.75} aria-label={t(`sales.kinds.${activity.kind}`)} />
        <span className="cut">{activity.subject}</span>
        <time className={panel.right} dateTime={activity.dueAt}>
          {when(activity.dueAt)}
        </time>
        {mayWrite && (
          <>
            <ActionIcon
              size={24}
              aria-label={`${t('sales.change')}: ${activity.subject}`}
              onClick={() => onOpen({ name: 'edit', activity })}
            >
              <IconPencil size={14} />
            </ActionIcon>
            <ActionIcon
              size={24}
              aria-label={`${t('sales.done')}: ${activity.subject}`}
              onClick={() => onOpen({ name: 'done', activity })}
            >
              <IconCheck size={14} />
            </ActionIcon>
          </>
        )}
      </div>
      {(who || activity.place) && (
        <p className={panel.notes}>
          {[who && t('sales.with', { names: who }), activity.place].filter(Boolean).join(' · ')}
        </p>
      )}
    </div>
  );
}
