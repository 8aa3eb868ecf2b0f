import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { channels } from '../../../api/channels.api';
import { INBOXES, useChannels } from '../../queue/lookups.queries';
import { EditDialog } from '../edit-dialog';

export function NewInbox({ kind, onClose }: { kind: string; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const channel = useChannels().data?.find((c) => c.kind === kind);
  const name = t(`channels.${kind}`, { defaultValue: channel?.name ?? kind });
  return (
    <EditDialog
      title={t('channelForm.connectKind', { kind: name })}
      saveLabel={t('channelForm.connect')}
      fields={[
        { name: 'name', label: t('common.name'), hint: t('channelForm.nameHint'), kind: 'text', required: true },
        ...(channel?.hasAddress
          ? [
              {
                name: 'address',
                label: t(kind === 'email' ? 'start.address' : 'channelForm.number'),
                kind: kind === 'email' ? ('email' as const) : ('text' as const),
                required: true,
              },
            ]
          : []),
      ]}
      initial={{ name: '', address: '' }}
      save={async (values) => {
        const inbox = await channels.createInbox({
          channel: kind,
          name: String(values.name),
          address: values.address ? String(values.address) : undefined,
        });
        await client.invalidateQueries({ queryKey: INBOXES });
        await navigate(`/settings/channels/${inbox.id}`);
      }}
      onClose={onClose}
    />
  );
}
