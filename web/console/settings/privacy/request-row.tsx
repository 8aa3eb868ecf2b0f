import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { IconDots, IconDownload, IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { privacy } from '../../../api/privacy.api';
import type { PrivacyRequest } from '../../../api/privacy.types';
import { useCan } from '../../session/session';
import { useNow, useReader } from '../../time/reader';
import { fullTime, shortDate } from '../../time/time';
import { EditDialog } from '../edit-dialog';
import { Row } from '../parts';
import { EraseDialog } from './erase-dialog';
import classes from './privacy.module.css';
import { download, useChange } from './privacy.queries';

const DAY_MS = 86_400_000;

/** One request with its deadline in words, and what can be done about it now. */
export function RequestRow({ request, withName = true }: { request: PrivacyRequest; withName?: boolean }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const { id, contact, kind, state, endedAt, dueAt } = request;
  return (
    <Row
      title={
        <>
          <b>{t(`privacy.kinds.${kind}`)}</b>
          {withName && (
            <>
              {' · '}
              {request.endedAt && kind === 'erasure' ? (
                contact.name
              ) : (
                <Link className="link" to={`/customers/contacts/${contact.id}`}>
                  {contact.name}
                </Link>
              )}
            </>
          )}
        </>
      }
      detail={
        endedAt ? (
          `${t('privacy.endedOn', { date: shortDate(endedAt, now, reader) })}${request.keptUntil ? ` · ${t('privacy.keptUntil', { date: shortDate(request.keptUntil, now, reader) })}` : ''}`
        ) : (
          <span title={fullTime(dueAt, reader)}>
            <Due at={dueAt} /> · {t(`privacy.laws.${request.law}`)} · {t(`privacy.cameBy.${request.cameBy}`)}
          </span>
        )
      }
    >
      {request.held && !endedAt && (
        <span className={classes.badge} data-tone="warn">
          <IconLock size={12} aria-hidden="true" />
          {t('privacy.held')}
        </span>
      )}
      {state === 'working' && kind === 'erasure' && <Course request={request} />}
      {(endedAt || state === 'working' || state === 'failed') && (
        <span className={classes.badge} data-tone={state === 'failed' ? 'bad' : undefined}>
          {t(`privacy.states.${state}`)}
        </span>
      )}
      {!endedAt && state !== 'working' && <Deeds key={id} request={request} />}
    </Row>
  );
}

function Due({ at }: { at: string }) {
  const { t } = useTranslation();
  const now = useNow();
  const days = Math.ceil((new Date(at).getTime() - now.getTime()) / DAY_MS);
  if (days < 0) return <span className="bad">{t('privacy.late', { count: -days })}</span>;
  return <span className={days <= 3 ? 'bad' : undefined}>{t('privacy.daysLeft', { count: days })}</span>;
}

function Course({ request }: { request: PrivacyRequest }) {
  const { t } = useTranslation();
  const { done, total } = request.progress;
  return (
    <span
      className={classes.bar}
      role="progressbar"
      aria-label={t('privacy.states.working')}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
    >
      <span style={{ width: `${total > 0 ? Math.min(100, (100 * done) / total) : 4}%` }} />
    </span>
  );
}

function Deeds({ request }: { request: PrivacyRequest }) {
  const { t } = useTranslation();
  const may = useCan()('privacy:manage');
  const [open, setOpen] = useState<'erase' | 'end' | 'refuse' | null>(null);
  const pack = useChange(privacy.pack);
  const fetched = useChange((id: string) => download(id, `${request.contact.name}.zip`));
  const end = useChange((change: Record<string, unknown>) => privacy.end(request.id, change));
  if (!may) return null;
  const { id, kind, state, version } = request;
  const refusing = open === 'refuse';
  return (
    <Group gap={4} wrap="nowrap">
      {kind === 'export' && state === 'ready' && (
        <Button
          leftSection={<IconDownload size={14} />}
          loading={fetched.isPending}
          title={t('privacy.fetchOnce')}
          onClick={() => fetched.mutate(id)}
        >
          {t('privacy.fetch')}
        </Button>
      )}
      {kind === 'export' && state !== 'ready' && (
        <Button variant="default" loading={pack.isPending} onClick={() => pack.mutate(id)}>
          {t('privacy.pack')}
        </Button>
      )}
      {kind === 'erasure' && (
        <Button variant="default" onClick={() => setOpen('erase')}>
          {t('privacy.look')}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('privacy.more', { name: request.contact.name })}>
            <IconDots size={16} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen('end')}>{t('privacy.answered')}</Menu.Item>
          <Menu.Item onClick={() => setOpen('refuse')}>{t('privacy.refuse')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'erase' && <EraseDialog request={request} onClose={() => setOpen(null)} />}
      {(open === 'end' || refusing) && (
        <EditDialog
          title={t(refusing ? 'privacy.refuse' : 'privacy.answered')}
          fields={[{ name: 'reason', label: t('privacy.reason'), kind: 'multiline', required: true }]}
          initial={{ reason: '' }}
          save={({ reason }) => end.mutateAsync({ outcome: refusing ? 'refused' : 'done', reason, version })}
          onClose={() => setOpen(null)}
        />
      )}
    </Group>
  );
}
