import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A step that the customer will ask about is taken with a reason. */
export function ReasonDialog({
  title,
  onReason,
  onClose,
}: {
  title: string;
  onReason: (reason: string) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <Modal opened onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void onReason(reason);
        }}
      >
        <Textarea
          label={t('dispatch.reason')}
          description={t('dispatch.reasonHint')}
          required
          withAsterisk={false}
          data-autofocus
          autosize
          minRows={3}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap={8} mt={16}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!reason.trim()}>
            {title}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
