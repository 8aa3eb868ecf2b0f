import { Button, Select } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { identity } from '../../../api/identity.api';
import type { AuditEntry } from '../../../api/identity.types';
import { ProblemState } from '../../feedback/problem-state';
import { useNow, useReader } from '../../time/reader';
import { fullTime, shortTime } from '../../time/time';
import { Body, List, Row } from '../parts';
import classes from '../settings.module.css';
import { useAuditWords } from './audit-words';

export function Audit() {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const { choices, saidOf } = useAuditWords();
  const [action, setAction] = useState<string | null>(null);
  const log = useInfiniteQuery({
    queryKey: ['audit', action],
    queryFn: ({ pageParam }) => identity.audit({ action: action ?? undefined, limit: '50', cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const verify = useMutation({ mutationFn: identity.verifyAudit });
  const entries = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Body
      title={t('settings.sections.audit')}
      intro={t('audit.intro')}
      actions={
        <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
          {t('audit.verify')}
        </Button>
      }
    >
      {verify.data && (
        <p
          role="status"
          className={verify.data.ok ? 'ok' : 'bad'}
          style={{ display: 'flex', gap: 8, alignItems: 'center', marginBottom: 16 }}
        >
          {verify.data.ok ? (
            <IconShieldCheck size={16} aria-hidden="true" />
          ) : (
            <IconShieldX size={16} aria-hidden="true" />
          )}
          {t(verify.data.ok ? 'audit.sound' : 'audit.broken', { count: verify.data.checked ?? 0 })}
        </p>
      )}
      <div className={classes.filters}>
        <Select
          w={320}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('audit.everything') }}
          aria-label={t('audit.action')}
          placeholder={t('audit.everything')}
          nothingFoundMessage={t('audit.none')}
          data={choices}
          value={action}
          onChange={setAction}
        />
      </div>
      {log.error ? (
        <ProblemState error={log.error} onRetry={() => void log.refetch()} />
      ) : (
        <List empty={log.isSuccess ? t('audit.none') : ''}>
          {entries.map((entry) => (
            <Row
              key={entry.id}
              title={
                <>
                  <b>{entry.actor?.name ?? t(`audit.actors.${entry.actor?.kind ?? 'system'}`)}</b>{' '}
                  {saidOf(entry.action)}
                  <Target of={entry} />
                </>
              }
              detail={[entry.action, entry.ip].filter(Boolean).join(' · ')}
            >
              <time className="dim" dateTime={entry.at} title={fullTime(entry.at, reader)}>
                {shortTime(entry.at, now, reader)}
              </time>
            </Row>
          ))}
        </List>
      )}
      {log.hasNextPage && (
        <Button variant="subtle" mt={12} loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </Body>
  );
}

/** Of the things that have a page: where it is. */
const PAGES: Record<string, string> = {
  article: '/knowledge/',
  broadcast: '/broadcasts/',
  company: '/customers/companies/',
  contact: '/customers/contacts/',
  contract: '/contracts/',
  equipment: '/equipment/',
  import: '/settings/imports/',
  invoice: '/invoices/',
  post: '/posts/',
};

/** Whom it was done to by name; else the way to what it was done to, where there is one. */
function Target({ of: { action, actor, target } }: { of: AuditEntry }) {
  const { t } = useTranslation();
  if (!target?.id) return null;
  if (target.name) return target.id === actor?.id ? null : <span className="mid"> · {target.name}</span>;
  const page = PAGES[target.kind ?? ''];
  // What was deleted has no page any more.
  if (!page || /\.(deleted|removed|forgotten|erased)$/.test(action)) return null;
  return (
    <>
      {' · '}
      <Link className="link" to={page + target.id}>
        {t('audit.look')}
      </Link>
    </>
  );
}
