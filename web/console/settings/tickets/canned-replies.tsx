import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../../api/tickets.api';
import type { CannedReply } from '../../../api/tickets.types';
import { useDeleteLater } from '../../feedback/delete-later';
import { useTeams } from '../../queue/lookups.queries';
import { EditDialog } from '../edit-dialog';
import { Answer, Body, List, Row } from '../parts';
import { RowMenu } from '../row-menu';

const CANNED = ['canned-replies'];

export function CannedReplies() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const teams = useTeams();
  const replies = useQuery({ queryKey: CANNED, queryFn: tickets.cannedReplies });
  const { gone, deleteLater } = useDeleteLater(CANNED);
  const [editing, setEditing] = useState<Partial<CannedReply> | null>(null);
  return (
    <Body
      title={t('settings.sections.canned')}
      intro={t('canned.intro')}
      actions={<Button onClick={() => setEditing({})}>{t('canned.new')}</Button>}
    >
      <Answer of={replies}>
        {(items) => (
          <List empty={t('canned.none')}>
            {items
              .filter(({ id }) => !gone.has(id))
              .map((reply) => (
                <Row
                  key={reply.id}
                  title={
                    <>
                      <b>/{reply.shortcut.replace(/^\//, '')}</b> {reply.title}
                    </>
                  }
                  detail={reply.text}
                >
                  <RowMenu
                    name={reply.title}
                    onEdit={() => setEditing(reply)}
                    onDelete={() =>
                      deleteLater(reply.id, t('settings.deleted', { name: reply.title }), () =>
                        tickets.deleteCannedReply(reply.id),
                      )
                    }
                  />
                </Row>
              ))}
          </List>
        )}
      </Answer>
      {editing && (
        <EditDialog
          title={t(editing.id ? 'canned.edit' : 'canned.new')}
          fields={[
            {
              name: 'shortcut',
              label: t('canned.shortcut'),
              hint: t('canned.shortcutHint'),
              kind: 'text',
              required: true,
            },
            { name: 'title', label: t('canned.title'), kind: 'text', required: true },
            {
              name: 'text',
              label: t('canned.text'),
              hint: t('canned.textHint', { example: '{{contact.firstName}}, {{ticket.number}}, {{agent.name}}' }),
              kind: 'multiline',
              required: true,
            },
            {
              name: 'teamId',
              label: t('ticket.team'),
              hint: t('canned.teamHint'),
              kind: 'select',
              choices: (teams.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
            },
          ]}
          initial={{ ...editing }}
          save={async ({ shortcut, title, text, teamId }) => {
            const body = { shortcut: String(shortcut).replace(/^\//, ''), title, text, teamId: teamId ?? null };
            if (editing.id) await tickets.changeCannedReply(editing.id, { ...body, version: editing.version });
            else await tickets.createCannedReply(body);
            await client.invalidateQueries({ queryKey: CANNED });
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </Body>
  );
}
