import { ActionIcon } from '@mantine/core';
import { IconFilePencil, IconPlus, IconSignature, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { agreements } from '../../api/billing.api';
import type { ContractSignature } from '../../api/billing.types';
import type { Contract } from '../../api/rules.types';
import { dayWords } from '../../ui/money.rules';
import { useCan } from '../session/session';
import { EditDialog, type FieldSpec } from '../settings/edit-dialog';
import { useReader } from '../time/reader';
import { useDo, useRefresh, useToday } from './billing.queries';
import { SignedDocumentField } from './signed-document-field';
import classes from './billing.module.css';

/** Who signed it, on paper or by accepting its proposal, and what it was that they signed. */
export function ContractSignatures({ contract }: { contract: Contract }) {
  const { t } = useTranslation();
  const reader = useReader();
  const mayWrite = useCan()('contracts:write');
  const today = useToday();
  const refresh = useRefresh();
  const [adding, setAdding] = useState(false);
  const [documented, setDocumented] = useState<ContractSignature | null>(null);
  const list = useQuery({
    queryKey: ['contracts', 'signatures', contract.id],
    queryFn: () => agreements.signatures(contract.id),
  });
  const remove = useDo((id: string) => agreements.removeSignature(contract.id, id));
  const document: FieldSpec = {
    name: 'fileId',
    label: t('billing.signedDocument'),
    kind: 'own',
    render: (field) => <SignedDocumentField contractId={contract.id} {...field} />,
  };
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
              </span>
              <SignedPaper contractId={contract.id} signature={one} />
            </span>
            {mayWrite && one.way === 'paper' && (
              <ActionIcon
                size={24}
                aria-label={`${t('billing.signedDocument')}: ${one.name}`}
                onClick={() => setDocumented(one)}
              >
                <IconFilePencil size={14} />
              </ActionIcon>
            )}
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
            document,
          ]}
          initial={{ side: 'customer', name: '', role: '', signedOn: today, fileId: null }}
          save={async ({ side, name, role, signedOn, fileId }) => {
            await agreements.sign(contract.id, { side, name, role: role || null, signedOn, fileId });
            await refresh();
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {documented && (
        <EditDialog
          title={documented.name}
          fields={[document]}
          initial={{ fileId: documented.file?.id ?? null }}
          save={async ({ fileId }) => {
            await agreements.setSignedDocument(contract.id, documented.id, fileId as string | null);
            await refresh();
          }}
          onClose={() => setDocumented(null)}
        />
      )}
    </section>
  );
}

function SignedPaper({ contractId, signature }: { contractId: string; signature: ContractSignature }) {
  const { t } = useTranslation();
  const { id, file, proposalRef } = signature;
  if (!file && !proposalRef) return <span className={classes.small}>{t('billing.noSignedDocument')}</span>;
  return (
    <a
      className="link"
      href={file ? agreements.file(contractId, file.id) : agreements.signedProposal(contractId, id)}
      download
    >
      {file ? file.name : t('billing.signedByLink', { ref: proposalRef })}
    </a>
  );
}
