import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconCheck, IconFlag, IconMapPin, IconMoon, IconUserPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Priority, TicketRow } from '../../api/tickets.types';
import { PriorityIcon } from '../../ui/priority-icon';
import { useSites } from '../customer/place-picker';
import { useCan } from '../session/session';
import { BulkMacros } from './bulk-macros';
import { BulkTags } from './bulk-tags';
import { BulkTeam } from './bulk-team';
import { useDesk } from './desk-state';
import { PersonPicker } from './person-picker';
import classes from './queue-pane.module.css';
import { SnoozeMenu } from './snooze-menu';
import { useTicketActions } from './ticket-actions';

const PRIORITIES: Priority[] = ['urgent', 'high', 'normal', 'low'];

/** In place of the list's head while tickets are ticked. What an action did not reach stays ticked. */
export function BulkBar({ rows }: { rows: TicketRow[] }) {
  const { t } = useTranslation();
  const can = useCan();
  const { setSelected } = useDesk();
  const actions = useTicketActions();
  const done = (failed: string[] = []) => setSelected(new Set(failed));
  const subject = t('queue.nTickets', { count: rows.length });
  const selected = t('queue.nSelected', { count: rows.length });
  const [mayWrite, mayAssign] = [can('tickets:write'), can('tickets:assign')];
  return (
    <div className={classes.listHead} data-bulk role="toolbar" aria-label={t('queue.bulk')}>
      <Tooltip label={`${selected}: ${t('queue.clearSelection')}`}>
        <button type="button" className={classes.chosen} onClick={() => done()}>
          <IconX size={16} stroke={1.75} aria-hidden="true" />
          <b aria-hidden="true">{rows.length}</b>
          <span className="sr">{`${selected}: ${t('queue.clearSelection')}`}</span>
        </button>
      </Tooltip>
      <span className="grow" />
      {mayAssign && (
        <>
          <PersonPicker onPick={(id, name) => void actions.assign(rows, id, name).then(done)}>
            <ActionIcon size={28} aria-label={t('ticket.assign')} title={t('ticket.assign')}>
              <IconUserPlus size={16} stroke={1.75} />
            </ActionIcon>
          </PersonPicker>
          <BulkTeam onPick={(id, name) => void actions.give(rows, id, name).then(done)} />
        </>
      )}
      {mayWrite && (
        <>
          <BulkTags
            rows={rows}
            onAdd={(tag) => void actions.tag(rows, tag).then(done)}
            onRemove={(tag) => void actions.untag(rows, tag).then(done)}
          />
          <BulkMacros rows={rows} onDone={done} />
          <Menu>
            <Menu.Target>
              <ActionIcon size={28} aria-label={t('ticket.priority')} title={t('ticket.priority')}>
                <IconFlag size={16} stroke={1.75} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {PRIORITIES.map((priority) => (
                <Menu.Item
                  key={priority}
                  leftSection={<PriorityIcon priority={priority} />}
                  onClick={() =>
                    void actions
                      .change(
                        rows,
                        { priority },
                        t('queue.prioritySet', { subject, priority: t(`ticket.priorities.${priority}`) }),
                      )
                      .then(done)
                  }
                >
                  {t(`ticket.priorities.${priority}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <PlaceMenu rows={rows} onDone={done} />
          <SnoozeMenu onPick={(until, words) => void actions.snooze(rows, until, words).then(done)}>
            <ActionIcon size={28} aria-label={t('ticket.snooze')} title={t('ticket.snooze')}>
              <IconMoon size={16} stroke={1.75} />
            </ActionIcon>
          </SnoozeMenu>
          <Tooltip label={t('ticket.solve')}>
            <ActionIcon size={28} aria-label={t('ticket.solve')} onClick={() => void actions.solve(rows).then(done)}>
              <IconCheck size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
    </div>
  );
}

/** Places are those of one customer: where several are ticked, it says so instead. */
function PlaceMenu({ rows, onDone }: { rows: TicketRow[]; onDone: (failed: string[]) => void }) {
  const { t } = useTranslation();
  const actions = useTicketActions();
  const companies = new Set(rows.map(({ company }) => company?.id ?? null));
  const [companyId] = companies.size === 1 ? companies : [null];
  const sites = useSites(companyId);
  const subject = t('queue.nTickets', { count: rows.length });
  const set = (siteId: string | null, words: string) => void actions.change(rows, { siteId }, words).then(onDone);
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon size={28} aria-label={t('ticket.place')} title={t('ticket.place')}>
          <IconMapPin size={16} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown maw={280}>
        <Menu.Label>{t('ticket.place')}</Menu.Label>
        {sites.data?.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => set(id, t('queue.placeSet', { subject, place: name }))}>
            {name}
          </Menu.Item>
        ))}
        {sites.data && sites.data.length > 0 ? (
          <Menu.Item className="mid" onClick={() => set(null, t('queue.placeTaken', { subject }))}>
            {t('ticket.noPlace')}
          </Menu.Item>
        ) : (
          <Menu.Item disabled>{t(companyId ? 'ticket.noPlaces' : 'queue.placesOfOne')}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
