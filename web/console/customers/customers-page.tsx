import { ActionIcon, Menu, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import {
  IconBuilding,
  IconDevices,
  IconPlus,
  IconSearch,
  IconSpeakerphone,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation, useSearchParams } from 'react-router';
import { customers } from '../../api/customers.api';
import type { Company, Contact } from '../../api/customers.types';
import { EmptyState } from '../../ui/empty-state';
import { Late } from '../../ui/late';
import { PersonMark } from '../../ui/person-mark';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { useKeys } from '../shell/keys';
import classes from './customers.module.css';
import { shownAs } from './identity.rules';
import { kindOf, type Kind } from './kind.rules';
import { NewCustomer } from './new-customer';

/** People and companies at the left, one of them at the right. */
export function CustomersPage() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const isNarrow = useMediaQuery('(max-width: 1023px)', window.innerWidth < 1024);
  const [params, setParams] = useSearchParams();
  const kind = kindOf(params.get('kind'), pathname);
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), 150);
  const [making, setMaking] = useState<Kind | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const can = useCan();
  const mayWrite = can('customers:write');
  useKeys({ '/': () => input.current?.focus() });
  const open = pathname !== '/customers';
  return (
    <div className={classes.page}>
      {(!isNarrow || !open) && (
        <section className={classes.side} aria-label={t('customers.title')}>
          <div className={classes.head}>
            <TextInput
              ref={input}
              className="grow"
              aria-label={t('customers.find')}
              placeholder={t('customers.find')}
              leftSection={<IconSearch size={16} stroke={1.75} />}
              value={typed}
              onChange={(e) => setTyped(e.currentTarget.value)}
            />
            {isNarrow && can('equipment:read') && (
              <ActionIcon component={Link} to="/equipment" aria-label={t('shell.equipment')}>
                <IconDevices size={20} stroke={1.6} />
              </ActionIcon>
            )}
            {isNarrow && can('broadcasts:read', 'broadcasts:send') && (
              <ActionIcon component={Link} to="/broadcasts" aria-label={t('shell.broadcasts')}>
                <IconSpeakerphone size={20} stroke={1.6} />
              </ActionIcon>
            )}
            {mayWrite && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon aria-label={t('customers.new')}>
                    <IconPlus size={20} stroke={1.6} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item leftSection={<IconUser size={16} />} onClick={() => setMaking('contacts')}>
                    {t('customers.newContact')}
                  </Menu.Item>
                  <Menu.Item leftSection={<IconBuilding size={16} />} onClick={() => setMaking('companies')}>
                    {t('customers.newCompany')}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
          </div>
          <div className={classes.kinds}>
            <SegmentedControl
              fullWidth
              aria-label={t('customers.title')}
              value={kind}
              onChange={(value) => setParams({ kind: value })}
              data={[
                { value: 'contacts', label: t('customers.contacts') },
                { value: 'companies', label: t('customers.companies') },
              ]}
            />
          </div>
          <Rows key={kind} kind={kind} asked={asked} />
        </section>
      )}
      {(!isNarrow || open) && (
        <div className={classes.open}>
          <Outlet />
        </div>
      )}
      {making && <NewCustomer kind={making} onClose={() => setMaking(null)} />}
    </div>
  );
}

const HEIGHT = 56;

function Rows({ kind, asked }: { kind: Kind; asked: string }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useInfiniteQuery({
    queryKey: [kind, 'list', asked],
    queryFn: async ({ pageParam }): Promise<{ items: (Contact | Company)[]; nextCursor: string | null }> => {
      const query = { q: asked || undefined, limit: '50', cursor: pageParam };
      return kind === 'contacts' ? customers.contacts(query) : customers.companies(query);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  // Its functions are not given to memoised children.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 15) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows.length]);
  if (list.isPending) {
    return (
      <Late>
        <div style={{ padding: 16 }}>
          {Array.from({ length: 8 }, (_, i) => (
            <Skeleton key={i} h={32} mb={24} />
          ))}
        </div>
      </Late>
    );
  }
  if (list.error && rows.length === 0) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />;
  if (rows.length === 0) {
    return (
      <EmptyState icon={IconUsers} title={t(asked ? 'customers.nobodyFound' : 'customers.empty')}>
        {!asked && t('customers.emptyHint')}
      </EmptyState>
    );
  }
  return (
    <div ref={scroller} className={classes.rows} role="list">
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, start, key }) => {
          const row = rows[index];
          if (!row) return null;
          const to = `/customers/${kind}/${row.id}`;
          return (
            <div
              key={key}
              role="listitem"
              style={{ position: 'absolute', inset: '0 0 auto', height: HEIGHT, transform: `translateY(${start}px)` }}
            >
              <Link to={to} className={classes.row} aria-current={pathname === to ? 'true' : undefined}>
                <PersonMark name={row.name} size={28} />
                <span className="grow">
                  <span className="cut" style={{ display: 'block' }}>
                    {row.name}
                  </span>
                  <span className={`cut ${classes.detail}`}>{detailOf(row)}</span>
                </span>
              </Link>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function detailOf(row: Contact | Company): string {
  if ('domains' in row) return row.domains.join(', ');
  const reach = row.identities.find((identity) => identity.kind === 'email') ?? row.identities[0];
  const shown = reach && shownAs(reach);
  return [row.company?.name, typeof shown === 'string' ? shown : null].filter(Boolean).join(' · ');
}
