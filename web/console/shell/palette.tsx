import { Spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import {
  IconBook2,
  IconBuilding,
  IconDevices,
  IconFileInvoice,
  IconInbox,
  IconKeyboard,
  IconLayoutKanban,
  IconPlus,
  IconSearch,
  IconSettings,
  IconSpeakerphone,
  IconTicket,
  IconUser,
  IconUsers,
  IconChartBar,
} from '@tabler/icons-react';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { equipment } from '../../api/equipment.api';
import { tickets } from '../../api/tickets.api';
import { useViews, viewName } from '../queue/views.queries';
import { useCan } from '../session/session';
import { useSections } from '../settings/sections';

interface Entry {
  id: string;
  label: string;
  hint?: string;
  icon: ReactNode;
  go: () => void;
}

/** Find or do anything. Loaded when it is first opened. */
export function Palette({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const can = useCan();
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query.trim(), 120);
  const views = useViews();
  const sections = useSections();
  const found = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => tickets.search(asked, 'tickets,contacts,companies', signal),
    enabled: asked.length > 1,
    placeholderData: keepPreviousData,
  });
  const mayRead = can('equipment:read');
  const units = useQuery({
    queryKey: ['equipment', 'search', asked],
    queryFn: ({ signal }) => equipment.list({ q: asked, limit: 5 }, signal),
    enabled: mayRead && asked.length > 2,
    placeholderData: keepPreviousData,
  });
  useEffect(() => Spotlight.open(), []);
  const to = (path: string) => () => void navigate(path);
  const commands: Entry[] = [
    { id: 'new', label: t('queue.newTicket'), icon: <IconPlus size={16} />, go: to('/tickets/new') },
    { id: 'queue', label: t('shell.queue'), icon: <IconInbox size={16} />, go: to('/queue') },
    { id: 'customers', label: t('shell.customers'), icon: <IconUsers size={16} />, go: to('/customers') },
    ...(can('deals:read')
      ? [
          { id: 'sales', label: t('shell.sales'), icon: <IconLayoutKanban size={16} />, go: to('/sales') },
          {
            id: 'my-day',
            label: t('sales.views.day'),
            hint: t('shell.sales'),
            icon: <IconLayoutKanban size={16} />,
            go: to('/sales?view=day'),
          },
        ]
      : []),
    ...(can('report-requests:read')
      ? [
          {
            id: 'report-requests',
            label: t('reportRequests.title'),
            hint: t('shell.reports'),
            icon: <IconChartBar size={16} />,
            go: to('/report-requests'),
          },
        ]
      : []),
    ...(can('equipment:read')
      ? [{ id: 'equipment', label: t('shell.equipment'), icon: <IconDevices size={16} />, go: to('/equipment') }]
      : []),
    ...(can('broadcasts:read', 'broadcasts:send')
      ? [
          {
            id: 'broadcasts',
            label: t('shell.broadcasts'),
            icon: <IconSpeakerphone size={16} />,
            go: to('/broadcasts'),
          },
        ]
      : []),
    ...(can('contracts:read')
      ? [{ id: 'contracts', label: t('billing.contracts'), icon: <IconFileInvoice size={16} />, go: to('/contracts') }]
      : []),
    ...(can('invoices:read')
      ? [{ id: 'invoices', label: t('billing.invoices'), icon: <IconFileInvoice size={16} />, go: to('/invoices') }]
      : []),
    ...(can('posts:read')
      ? [{ id: 'posts', label: t('posts.title'), icon: <IconSpeakerphone size={16} />, go: to('/posts') }]
      : []),
    ...(can('knowledge:read')
      ? [{ id: 'knowledge', label: t('knowledge.title'), icon: <IconBook2 size={16} />, go: to('/knowledge') }]
      : []),
    { id: 'keys', label: t('keys.title'), icon: <IconKeyboard size={16} />, go: onKeys },
    ...(views.data ?? []).map((view) => ({
      id: `view-${view.id}`,
      label: viewName(view, t),
      hint: t('palette.view'),
      icon: <IconInbox size={16} />,
      go: to(`/queue?view=${view.key ?? view.id}`),
    })),
    ...sections.map((section) => ({
      id: `settings-${section.key}`,
      label: t(`settings.sections.${section.key}`),
      hint: t('shell.settings'),
      icon: <IconSettings size={16} />,
      go: to(`/settings/${section.key}`),
    })),
  ];
  const wanted = query.trim().toLocaleLowerCase();
  const shown = commands.filter((c) => c.label.toLocaleLowerCase().includes(wanted)).slice(0, wanted ? 8 : 6);
  const answer = asked.length > 1 ? found.data : undefined;
  const ticketEntries: Entry[] = (answer?.tickets ?? []).slice(0, 6).map((row) => ({
    id: row.id,
    label: row.subject,
    hint: `#${row.number} · ${row.contact.name}`,
    icon: <IconTicket size={16} />,
    go: to(`/tickets/${row.number}`),
  }));
  const peopleEntries: Entry[] = [
    ...(answer?.contacts ?? []).slice(0, 5).map((contact) => ({
      id: contact.id,
      label: contact.name,
      hint: contact.company?.name,
      icon: <IconUser size={16} />,
      go: to(`/customers/contacts/${contact.id}`),
    })),
    ...(answer?.companies ?? []).slice(0, 4).map((company) => ({
      id: company.id,
      label: company.name,
      icon: <IconBuilding size={16} />,
      go: to(`/customers/companies/${company.id}`),
    })),
  ];
  const unitEntries: Entry[] = (mayRead && asked.length > 2 ? (units.data?.items ?? []) : []).map((unit) => ({
    id: unit.id,
    label: unit.tag,
    hint: [`${unit.model.maker} ${unit.model.name}`, unit.company?.name ?? unit.location?.name]
      .filter(Boolean)
      .join(' · '),
    icon: <IconDevices size={16} />,
    go: to(`/equipment/${unit.id}`),
  }));
  const groups = [
    { title: t('palette.tickets'), entries: ticketEntries },
    { title: t('palette.customers'), entries: peopleEntries },
    { title: t('shell.equipment'), entries: unitEntries },
    { title: t('palette.commands'), entries: shown },
  ].filter((group) => group.entries.length > 0);

  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      scrollable
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      maxHeight={420}
    >
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        leftSection={<IconSearch size={18} stroke={1.6} />}
      />
      <Spotlight.ActionsList>
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group.title} label={group.title}>
            {group.entries.map((entry) => (
              <Spotlight.Action
                key={entry.id}
                label={entry.label}
                leftSection={entry.icon}
                rightSection={<span className="dim">{entry.hint}</span>}
                onClick={entry.go}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && !found.isFetching && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
