import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { tickets } from '../../../api/tickets.api';
import type { TicketView } from '../../../api/tickets.types';
import { TagMark } from '../../../ui/tag-mark';
import { useDeleteLater } from '../../feedback/delete-later';
import { useViews, VIEWS } from '../../queue/views.queries';
import { useCan, useMe } from '../../session/session';
import { EditDialog } from '../edit-dialog';
import { Answer, Body, List, Row } from '../parts';
import { RowMenu } from '../row-menu';

export function Views() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const me = useMe();
  const mayShare = useCan()('views:share');
  const views = useViews();
  const { gone, deleteLater } = useDeleteLater(VIEWS);
  const [editing, setEditing] = useState<TicketView | null>(null);
  return (
    <Body title={t('settings.sections.views')} intro={t('views.intro')}>
      <Answer of={views}>
        {(items) => (
          <List empty={t('views.none')}>
            {items
              .filter((view) => !view.key && !gone.has(view.id))
              .map((view) => {
                const mine = view.ownerId === me.id || (view.shared && mayShare);
                return (
                  <Row
                    key={view.id}
                    title={
                      <Link to={`/queue?view=${view.id}`} className="link">
                        {view.name}
                      </Link>
                    }
                  >
                    {view.shared && <TagMark>{t('views.shared')}</TagMark>}
                    {mine && (
                      <RowMenu
                        name={view.name}
                        onEdit={() => setEditing(view)}
                        onDelete={() =>
                          deleteLater(view.id, t('settings.deleted', { name: view.name }), () =>
                            tickets.deleteView(view.id),
                          )
                        }
                      />
                    )}
                  </Row>
                );
              })}
          </List>
        )}
      </Answer>
      {editing && (
        <EditDialog
          title={t('views.edit')}
          fields={[
            { name: 'name', label: t('common.name'), kind: 'text', required: true },
            ...(mayShare ? [{ name: 'shared', label: t('queue.shareView'), kind: 'switch' as const }] : []),
          ]}
          initial={{ name: editing.name, shared: editing.shared }}
          save={async ({ name, shared }) => {
            await tickets.changeView(editing.id, { name, ...(mayShare && { shared }), version: editing.version });
            await client.invalidateQueries({ queryKey: VIEWS });
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </Body>
  );
}
