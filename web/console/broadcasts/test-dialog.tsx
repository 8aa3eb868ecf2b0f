import { Button, Modal, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { broadcasts } from '../../api/broadcasts.api';
import type { BroadcastContent } from '../../api/broadcasts.types';
import type { Inbox } from '../../api/channels.types';
import type { Contact } from '../../api/customers.types';
import { ContactFinder } from '../customer/contact-finder';
import { say, sayProblem } from '../feedback/notify';
import { useMe } from '../session/session';
import classes from './broadcasts.module.css';

/** One to oneself. Where a line has no addresses that one could enter, to a contact who is known on it. */
export function TestDialog({
  inbox,
  content,
  onClose,
}: {
  inbox: Inbox;
  content: BroadcastContent;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const me = useMe();
  const byMail = inbox.address?.includes('@') ?? false;
  const [to, setTo] = useState(byMail ? me.email : '');
  const [contact, setContact] = useState<Contact | null>(null);
  const send = useMutation({
    mutationFn: () =>
      broadcasts.test({
        inboxId: inbox.id,
        content,
        ...(contact ? { contactId: contact.id } : to.trim() ? { to: to.trim() } : {}),
      }),
    onSuccess: ({ to: reached }) => {
      say(t('broadcasts.testSent', { to: reached }));
      onClose();
    },
    onError: sayProblem,
  });
  return (
    <Modal opened onClose={onClose} title={t('broadcasts.testTitle')}>
      <div className={classes.dialog}>
        {inbox.address ? (
          <TextInput
            data-autofocus
            label={t(byMail ? 'common.email' : 'common.phone')}
            placeholder={byMail ? undefined : t('broadcasts.testOwnNumber')}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        ) : (
          <ContactFinder picked={contact} onPick={setContact} />
        )}
        <p className={classes.hint}>{t('broadcasts.testHint')}</p>
        <div className={classes.dialogFoot}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            leftSection={<IconSend size={14} />}
            loading={send.isPending}
            disabled={!inbox.address && !contact}
            onClick={() => send.mutate()}
          >
            {t('broadcasts.test')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
