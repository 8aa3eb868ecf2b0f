import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../api/customers.types';
import { privacy } from '../../api/privacy.api';
import { useCan } from '../session/session';
import { EditDialog } from '../settings/edit-dialog';
import { Answer } from '../settings/parts';
import lines from '../settings/privacy/privacy.module.css';
import { useChange } from '../settings/privacy/privacy.queries';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';

/** What a person agreed to and forbade, whichever line and address they said it on; what counts now stands out. */
export function ConsentsDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const may = useCan()('privacy:manage');
  const [adding, setAdding] = useState(false);
  const said = useQuery({
    queryKey: ['privacy', 'consents', contact.id],
    queryFn: () => privacy.consents(contact.id),
  });
  const add = useChange((consent: Record<string, unknown>) => privacy.addConsent(contact.id, consent));
  if (adding) {
    return (
      <EditDialog
        title={`${t('privacy.addConsent')}: ${contact.name}`}
        fields={[
          {
            name: 'purpose',
            label: t('privacy.purpose'),
            kind: 'select',
            required: true,
            choices: ['broadcasts', 'everything', 'recording'].map((one) => ({
              value: one,
              label: t(`privacy.purposes.${one}`),
            })),
          },
          {
            name: 'state',
            label: t('privacy.said'),
            kind: 'select',
            required: true,
            choices: ['withdrawn', 'given'].map((one) => ({ value: one, label: t(`privacy.consentStates.${one}`) })),
          },
          { name: 'wording', label: t('privacy.wording'), kind: 'text', required: true },
          { name: 'wordingVersion', label: t('privacy.wordingVersion'), kind: 'text', required: true },
          { name: 'proof', label: t('privacy.proof'), hint: t('privacy.proofHint'), kind: 'text', required: true },
        ]}
        initial={{ purpose: 'broadcasts', state: 'withdrawn', wording: '', wordingVersion: '1', proof: '' }}
        save={(values) => add.mutateAsync(values)}
        onClose={() => setAdding(false)}
      />
    );
  }
  return (
    <Modal opened onClose={onClose} title={`${t('privacy.consents')}: ${contact.name}`} size={560}>
      <Answer of={said}>
        {(items) =>
          items.length === 0 ? (
            <p className="mid">{t('privacy.noConsents')}</p>
          ) : (
            <ul className={lines.lines}>
              {items.map((one) => (
                <li key={`${one.id} ${one.state}`} style={{ opacity: one.current ? 1 : 0.6 }}>
                  <div>
                    {t(`privacy.purposes.${one.purpose}`)}{' '}
                    <span className={lines.badge} data-tone={one.state === 'given' ? 'ok' : 'bad'}>
                      {t(`privacy.consentStates.${one.state}`)}
                    </span>
                    <small>
                      {[
                        `“${one.wording}”${one.wordingVersion ? ` (${one.wordingVersion})` : ''}`,
                        one.where ?? one.channel ?? t('privacy.everyChannel'),
                        one.proof !== one.wording && one.proof,
                        one.by,
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </small>
                  </div>
                  <time className="dim" dateTime={one.at} title={fullTime(one.at, reader)}>
                    {shortTime(one.at, now, reader)}
                  </time>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      {may && (
        <Button variant="default" mt={16} onClick={() => setAdding(true)}>
          {t('privacy.addConsent')}
        </Button>
      )}
    </Modal>
  );
}
