import { ActionIcon, Group } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** The two things that can be done with most rows. */
export function RowMenu({ name, onEdit, onDelete }: { name: string; onEdit?: () => void; onDelete?: () => void }) {
  const { t } = useTranslation();
  return (
    <Group gap={0} wrap="nowrap">
      {onEdit && (
        <ActionIcon aria-label={`${t('common.edit')}: ${name}`} title={t('common.edit')} onClick={onEdit}>
          <IconPencil size={16} stroke={1.75} />
        </ActionIcon>
      )}
      {onDelete && (
        <ActionIcon aria-label={`${t('common.delete')}: ${name}`} title={t('common.delete')} onClick={onDelete}>
          <IconTrash size={16} stroke={1.75} />
        </ActionIcon>
      )}
    </Group>
  );
}
