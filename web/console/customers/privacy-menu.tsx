import { Button, Menu, Modal } from '@mantine/core';
import {
  IconChecklist,
  IconEye,
  IconEyeCheck,
  IconFileZip,
  IconLock,
  IconPlayerPause,
  IconPlayerPlay,
  IconShieldLock,
  IconTrash,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { privacy } from '../../api/privacy.api';
import type { Contact } from '../../api/customers.types';
import { useCan } from '../session/session';
import { EditDialog } from '../settings/edit-dialog';
import { Answer } from '../settings/parts';
import { useChange, useContactPrivacy } from '../settings/privacy/privacy.queries';
import lines from '../settings/privacy/privacy.module.css';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import { ConsentsDialog } from './consents-dialog';

type Open = 'export' | 'erasure' | 'hold' | 'views' | 'consents' | null;

/** What may be done about what we know of a person. */
export function PrivacyMenu({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const can = useCan();
  const [open, setOpen] = useState<Open>(null);
  const state = useContactPrivacy(contact.id);
  const restrict = useChange((on: boolean) => (on ? privacy.restrict(contact.id) : privacy.unrestrict(contact.id)));
  const mark = useChange((special: boolean) => privacy.mark(contact.id, special));
  const release = useChange(privacy.release);
  const ask = useChange((request: Record<string, unknown>) => privacy.ask({ ...request, contactId: contact.id }));
  const place = useChange((reason: string) => privacy.hold(contact.id, reason));
  const { restricted = false, special = false, hold = null } = state.data ?? {};
  const close = () => setOpen(null);
  return (
    <>
      <Menu position="bottom-end" width={264}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconShieldLock size={14} />}>
            {t('privacy.menu')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconChecklist size={16} />} onClick={() => setOpen('consents')}>
            {t('privacy.consents')}
          </Menu.Item>
          <Menu.Item leftSection={<IconEye size={16} />} onClick={() => setOpen('views')}>
            {t('privacy.views')}
          </Menu.Item>
          {can('privacy:manage') && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconFileZip size={16} />} onClick={() => setOpen('export')}>
                {t('privacy.kinds.export')}…
              </Menu.Item>
              <Menu.Item
                leftSection={restricted ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
                onClick={() => restrict.mutate(!restricted)}
              >
                {t(restricted ? 'privacy.unrestrict' : 'privacy.restrict')}
              </Menu.Item>
              <Menu.Item leftSection={<IconEyeCheck size={16} />} onClick={() => mark.mutate(!special)}>
                {t(special ? 'privacy.unmark' : 'privacy.mark')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconLock size={16} />}
                onClick={() => (hold ? release.mutate(hold.id) : setOpen('hold'))}
              >
                {t(hold ? 'privacy.release' : 'privacy.placeHold')}
                {!hold && '…'}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => setOpen('erasure')}>
                {t('privacy.kinds.erasure')}…
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {(open === 'export' || open === 'erasure') && (
        <EditDialog
          title={`${t(`privacy.kinds.${open}`)}: ${contact.name}`}
          fields={[
            {
              name: 'verifiedBy',
              label: t('privacy.verifiedBy'),
              hint: t('privacy.verifiedByHint'),
              kind: 'text',
              required: true,
            },
            {
              name: 'law',
              label: t('privacy.law'),
              kind: 'select',
              choices: (['lgpd', 'gdpr'] as const).map((one) => ({ value: one, label: t(`privacy.lawNames.${one}`) })),
            },
          ]}
          initial={{ verifiedBy: '', law: null }}
          saveLabel={t('privacy.writeDown')}
          save={({ verifiedBy, law }) => ask.mutateAsync({ kind: open, verifiedBy, ...(law ? { law } : {}) })}
          onClose={close}
        />
      )}
      {open === 'hold' && (
        <EditDialog
          title={`${t('privacy.placeHold')}: ${contact.name}`}
          fields={[
            {
              name: 'reason',
              label: t('privacy.holdReason'),
              hint: t('privacy.holdHint'),
              kind: 'text',
              required: true,
            },
          ]}
          initial={{ reason: '' }}
          saveLabel={t('privacy.placeHold')}
          save={({ reason }) => place.mutateAsync(reason as string)}
          onClose={close}
        />
      )}
      {open === 'views' && <ViewsDialog contact={contact} special={special} onClose={close} />}
      {open === 'consents' && <ConsentsDialog contact={contact} onClose={close} />}
    </>
  );
}

function ViewsDialog({ contact, special, onClose }: { contact: Contact; special: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const views = useQuery({
    queryKey: ['privacy', 'views', contact.id],
    queryFn: async () => (await privacy.views(contact.id)).items,
  });
  return (
    <Modal opened onClose={onClose} title={`${t('privacy.views')}: ${contact.name}`} size={520}>
      <Answer of={views}>
        {(items) =>
          items.length === 0 ? (
            <p className="mid">{t(special ? 'privacy.noViews' : 'privacy.notLogged')}</p>
          ) : (
            <ul className={lines.lines}>
              {items.map((view) => (
                <li key={`${view.user.id} ${view.place} ${view.hour}`}>
                  <div>
                    {view.user.name}
                    <small>
                      {t(`privacy.places.${view.place}`)} · {t('privacy.times', { count: view.times })}
                    </small>
                  </div>
                  <time className="dim" dateTime={view.lastAt} title={fullTime(view.lastAt, reader)}>
                    {shortTime(view.lastAt, now, reader)}
                  </time>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Modal>
  );
}
