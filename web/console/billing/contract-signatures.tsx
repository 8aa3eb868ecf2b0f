import { ActionIcon } from '@mantine/core';
import { IconPlus, IconSignature, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { agreements } from '../../api/billing.api';
import type { Contract } from '../../api/rules.types';
import { addressOf } from '../../api/client';
import { dayWords } from '../../ui/money.rules';
import { useCan } from '../session/session';
import { EditDialog } from '../settings/edit-dialog';
import { useReader } from '../time/reader';
import { useDo, useRefresh, useToday } from './billing.queries';
import classes from './billing.module.css';

/** Who signed it, on paper or by accepting its proposal. */
export function ContractSignatures({ contract }: { contract: Contract }) {
  const { t } = useTranslation();
  const reader = useReader();
  const can = useCan();
  const mayWrite = can('contracts:write');
  const today = useToday();
  const refresh = useRefresh();
  const [adding, setAdding] = useState(false);
  const list = useQuery({
    queryKey: ['contracts', 'signatures', contract.id],
    queryFn: () => agreements.signatures(contract.id),
  });
  const remove = useDo((id: string) => agreements.removeSignature(contract.id, id));
  return (
    <section className={classes.card}>
      <header>
        <h2 className="grow">{t('billing.signatures')}</h2>
        {mayWrite && (
          <ActionIcon size={24} aria-label={t('billing.addSignature')} onClick={() => setAdding(true)}>
            <IconPlus size={14} />
          </ActionIcon>
        )}
      </header>
      {list.data?.length === 0 && <p className={classes.small}>{t('billing.noSignatures')}</p>}
      <ul className={classes.events}>
        {list.data?.map((one) => (
          <li key={one.id}>
            <IconSignature size={16} stroke={1.75} aria-hidden="true" />
            <span className="grow">
              {[one.name, one.role].filter(Boolean).join(', ')}
              <span className={classes.small} style={{ display: 'block' }}>
                {t(`billing.signingSides.${one.side}`)} · {dayWords(one.signedOn, reader)}
                {one.proposalRef && ' · '}
                {one.proposalRef &&
                  (can('deals:read') ? (
                    <a className="link" href={addressOf(`/proposals/${one.proposalId}/pdf`)} download>
                      {t('billing.signedByLink', { ref: one.proposalRef })}
                    </a>
                  ) : (
                    t('billing.signedByLink', { ref: one.proposalRef })
                  ))}
              </span>
            </span>
            {mayWrite && one.way === 'paper' && (
              <ActionIcon
                size={24}
                aria-label={`${t('common.delete')}: ${one.name}`}
                onClick={() => remove.mutate(one.id)}
              >
                <IconTrash size={14} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {adding && (
        <EditDialog
          title={t('billing.addSignature')}
          fields={[
            {
              name: 'side',
              label: t('billing.signingSide'),
              kind: 'select',
              required: true,
              choices: ['customer', 'house'].map((value) => ({ value, label: t(`billing.signingSides.${value}`) })),
            },
            { name: 'name', label: t('common.name'), kind: 'text', required: true },
            { name: 'role', label: t('billing.signingRole'), hint: t('billing.signingRoleHint'), kind: 'text' },
            { name: 'signedOn', label: t('billing.signedOn'), kind: 'date', required: true },
          ]}
          initial={{ side: 'customer', name: '', role: '', signedOn: today }}
          save={async ({ side, name, role, signedOn }) => {
            await agreements.sign(contract.id, { side, name, role: role || null, signedOn });
            await refresh();
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  );
}
