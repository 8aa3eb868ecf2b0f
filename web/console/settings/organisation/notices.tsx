import { Button } from '@mantine/core';
import { IconAlertTriangle, IconSpeakerphone } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notices, type Notice } from '../../../api/notices.api';
import { contracts } from '../../../api/rules.api';
import { CompanyPicker } from '../../equipment/pickers';
import { useDeleteLater } from '../../feedback/delete-later';
import { useNow, useReader } from '../../time/reader';
import { shortDate } from '../../time/time';
import { EditDialog } from '../edit-dialog';
import { Answer, Body, List, Row } from '../parts';
import { RowMenu } from '../row-menu';

const NOTICES = ['portal-notices'];

/** What customers read at the top of their portal. */
export function Notices() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const all = useQuery({ queryKey: NOTICES, queryFn: notices.list });
  const packages = useQuery({ queryKey: ['packages'], queryFn: contracts.packages });
  const { gone, deleteLater } = useDeleteLater(NOTICES);
  const reader = useReader();
  const now = useNow();
  const [editing, setEditing] = useState<Partial<Notice> | null>(null);
  const fresh: Partial<Notice> = { audience: 'all', weight: 'news' };
  const day = (of: string): string => shortDate(`${of}T12:00:00Z`, now, reader);
  const detailOf = ({ startsOn, endsOn, by, audience, for: name, dismissed }: Notice): string =>
    [
      name ?? t(`notices.for.${audience}`),
      endsOn
        ? t('notices.fromTo', { from: day(startsOn), to: day(endsOn) })
        : t('notices.from', { from: day(startsOn) }),
      by,
      dismissed > 0 ? t('notices.dismissed', { count: dismissed }) : null,
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <Body
      title={t('settings.sections.notices')}
      intro={t('notices.intro')}
      actions={<Button onClick={() => setEditing(fresh)}>{t('notices.new')}</Button>}
    >
      <Answer of={all}>
        {(items) => (
          <List empty={t('notices.none')}>
            {items
              .filter(({ id }) => !gone.has(id))
              .map((notice) => (
                <Row
                  key={notice.id}
                  icon={
                    notice.weight === 'warning' ? (
                      <IconAlertTriangle size={20} stroke={1.6} aria-hidden="true" />
                    ) : (
                      <IconSpeakerphone size={20} stroke={1.6} aria-hidden="true" />
                    )
                  }
                  title={<b>{notice.title}</b>}
                  detail={detailOf(notice)}
                >
                  <RowMenu
                    name={notice.title}
                    onEdit={() => setEditing(notice)}
                    onDelete={() =>
                      deleteLater(notice.id, t('settings.deleted', { name: notice.title }), () =>
                        notices.remove(notice.id),
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
          title={editing.title ?? t('notices.new')}
          fields={[
            { name: 'title', label: t('notices.title'), kind: 'text', required: true },
            { name: 'text', label: t('notices.text'), kind: 'multiline', required: true },
            {
              name: 'weight',
              label: t('notices.weight'),
              kind: 'select',
              required: true,
              choices: (['news', 'warning'] as const).map((value) => ({ value, label: t(`notices.weights.${value}`) })),
            },
            {
              name: 'audience',
              label: t('notices.audience'),
              kind: 'select',
              required: true,
              choices: (['all', 'package', 'company'] as const).map((value) => ({
                value,
                label: t(`notices.for.${value}`),
              })),
            },
            {
              name: 'packageId',
              label: t('notices.package'),
              kind: 'select',
              required: true,
              when: ({ audience }) => audience === 'package',
              choices: (packages.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
            },
            {
              name: 'companyId',
              label: t('notices.company'),
              kind: 'own',
              when: ({ audience }) => audience === 'company',
              render: ({ value, error, onChange }) => (
                <CompanyPicker
                  required
                  label={t('notices.company')}
                  value={(value as string | null | undefined) ?? null}
                  known={editing.companyId && editing.for ? { id: editing.companyId, name: editing.for } : null}
                  error={error}
                  onChange={onChange}
                />
              ),
            },
            { name: 'startsOn', label: t('notices.startsOn'), hint: t('notices.startsOnHint'), kind: 'date' },
            { name: 'endsOn', label: t('notices.endsOn'), hint: t('notices.endsOnHint'), kind: 'date' },
          ]}
          initial={{ ...editing }}
          save={async ({ title, text, weight, audience, packageId, companyId, startsOn, endsOn }) => {
            const body = {
              ...{ title, text, weight, audience },
              packageId: audience === 'package' ? packageId : null,
              companyId: audience === 'company' ? companyId : null,
              ...(startsOn ? { startsOn } : {}),
              endsOn: endsOn || null,
            };
            if (editing.id) await notices.change(editing.id, { ...body, version: editing.version });
            else await notices.create(body);
            await client.invalidateQueries({ queryKey: NOTICES });
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </Body>
  );
}
