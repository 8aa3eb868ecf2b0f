import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../../api/tickets.api';
import type { CannedReply } from '../../../api/tickets.types';
import { useDeleteLater } from '../../feedback/delete-later';
import { useTeams } from '../../queue/lookups.queries';
import { EditDialog } from '../edit-dialog';
import { useCan } from '../../session/session';
import { audienceOf, found, ofAudience } from './canned.rules';
import { Answer, Body, List, Row } from '../parts';
import { RowMenu } from '../row-menu';

const CANNED = ['canned-replies'];

export function CannedReplies() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const teams = useTeams();
  const replies = useQuery({ queryKey: CANNED, queryFn: tickets.cannedReplies });
  const { gone, deleteLater } = useDeleteLater(CANNED);
  const mayShare = useCan()('canned:manage');
  const [typed, setTyped] = useState('');
  const audienceWords = (reply: CannedReply) => {
    const audience = audienceOf(reply);
    const team = teams.data?.find(({ id }) => id === audience);
    return team ? t('canned.team', { name: team.name }) : t(`canned.audiences.${audience}`, { defaultValue: '' });
  };
  const [editing, setEditing] = useState<Partial<CannedReply> | null>(null);
  return (
    <Body
      title={t('settings.sections.canned')}
      intro={t('canned.intro')}
      actions={<Button onClick={() => setEditing({})}>{t('canned.new')}</Button>}
    >
      <TextInput
        aria-label={t('canned.find')}
        placeholder={t('canned.find')}
        leftSection={<IconSearch size={16} stroke={1.75} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        mb={12}
      />
      <Answer of={replies}>
        {(items) => (
          <List empty={t(typed.trim() ? 'canned.noMatch' : 'canned.none')}>
            {found(items, typed)
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
                  <span className="mid" style={{ whiteSpace: 'nowrap' }}>
                    {audienceWords(reply)}
                  </span>
                  {(reply.personal || mayShare) && (
                    <RowMenu
                      name={reply.title}
                      onEdit={() => setEditing(reply)}
                      onDelete={() =>
                        deleteLater(reply.id, t('settings.deleted', { name: reply.title }), () =>
                          tickets.deleteCannedReply(reply.id),
                        )
                      }
                    />
                  )}
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
              hint: t('canned.textHint', { example: '{{customer.first_name}}, {{ticket.number}}, {{agent.name}}' }),
              kind: 'multiline',
              required: true,
            },
            {
              name: 'audience',
              label: t('canned.audience'),
              hint: t('canned.audienceHint'),
              kind: 'select',
              required: true,
              when: () => mayShare,
              choices: [
                { value: 'me', label: t('canned.audiences.me') },
                { value: 'all', label: t('canned.audiences.all') },
                ...(teams.data ?? []).map(({ id, name }) => ({ value: id, label: t('canned.team', { name }) })),
              ],
            },
          ]}
          initial={{ ...editing, audience: editing.id || mayShare ? audienceOf(editing) : 'me' }}
          save={async ({ shortcut, title, text, audience }) => {
            const body = {
              shortcut: String(shortcut).replace(/^\//, ''),
              title,
              text,
              ...ofAudience(String(audience)),
            };
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
