import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../../api/tickets.api';
import type { Status } from '../../../api/tickets.types';
import { STATUSES } from '../../queue/lookups.queries';
import { statusName } from '../../ticket/status-name';
import { EditDialog } from '../edit-dialog';
import { Answer, Body, List, Row } from '../parts';
import { RowMenu } from '../row-menu';

const CATEGORIES = ['new', 'open', 'waiting_customer', 'waiting_third_party', 'visit_scheduled', 'solved', 'closed'];

export function Statuses() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const statuses = useQuery({ queryKey: STATUSES, queryFn: tickets.statuses });
  const [editing, setEditing] = useState<Partial<Status> | null>(null);
  const category = (name: string) => t(`ticket.categories.${name}`);
  return (
    <Body
      title={t('settings.sections.statuses')}
      intro={t('statuses.intro')}
      actions={<Button onClick={() => setEditing({ category: 'open' })}>{t('statuses.new')}</Button>}
    >
      <Answer of={statuses}>
        {(items) => (
          <List>
            {items
              .toSorted(
                (a, b) => CATEGORIES.indexOf(a.category) - CATEGORIES.indexOf(b.category) || a.position - b.position,
              )
              .map((status) => (
                <Row
                  key={status.id}
                  title={<b>{statusName(status, t)}</b>}
                  detail={[
                    category(status.category),
                    status.customerLabel && t('statuses.customerReads', { label: status.customerLabel }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                >
                  <RowMenu name={status.name} onEdit={() => setEditing(status)} />
                </Row>
              ))}
          </List>
        )}
      </Answer>
      {editing && (
        <EditDialog
          title={t(editing.id ? 'statuses.edit' : 'statuses.new')}
          fields={[
            { name: 'name', label: t('common.name'), kind: 'text', required: true },
            {
              name: 'category',
              label: t('statuses.category'),
              hint: t('statuses.categoryHint'),
              kind: 'select',
              required: true,
              choices: CATEGORIES.map((value) => ({ value, label: category(value) })),
            },
            {
              name: 'customerLabel',
              label: t('statuses.customerLabel'),
              hint: t('statuses.customerLabelHint'),
              kind: 'text',
            },
          ]}
          initial={{ ...editing }}
          save={async ({ name, category: chosen, customerLabel }) => {
            const body = { name, category: chosen, customerLabel: customerLabel || null };
            if (editing.id) await tickets.changeStatus(editing.id, { ...body, version: editing.version });
            else await tickets.createStatus(body);
            await client.invalidateQueries({ queryKey: STATUSES });
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </Body>
  );
}
