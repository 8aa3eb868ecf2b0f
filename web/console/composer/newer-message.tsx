import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Somebody wrote while this answer was written: it may answer the wrong question. */
export function NewerMessage({ onClose, onSend }: { onClose: () => void; onSend: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t('composer.newerTitle')}>
      <p className="mid">{t('composer.newerHint')}</p>
      <Group justify="flex-end" mt={24} gap={8}>
        <Button variant="default" onClick={onSend}>
          {t('composer.sendAnyway')}
        </Button>
        <Button data-autofocus onClick={onClose}>
          {t('composer.readFirst')}
        </Button>
      </Group>
    </Modal>
  );
}
