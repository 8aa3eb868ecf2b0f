import { ActionIcon, FileButton } from '@mantine/core';
import { IconFile, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { agreements } from '../../api/billing.api';
import { useCan } from '../session/session';
import { useReader } from '../time/reader';
import { size } from '../time/time';
import { useDo } from './billing.queries';
import classes from './billing.module.css';

/** What was signed, and whatever else belongs to the contract. */
export function ContractFiles({ contractId }: { contractId: string }) {
  const { t } = useTranslation();
  const { language } = useReader();
  const mayWrite = useCan()('contracts:write');
  const files = useQuery({ queryKey: ['contracts', 'files', contractId], queryFn: () => agreements.files(contractId) });
  const add = useDo((file: File) => agreements.addFile(contractId, file));
  const remove = useDo((id: string) => agreements.removeFile(contractId, id));
  return (
    <section className={classes.card}>
      <header>
        <h2 className="grow">{t('billing.files')}</h2>
        {mayWrite && (
          <FileButton onChange={(file) => file && add.mutate(file)}>
            {(props) => (
              <ActionIcon {...props} size={24} loading={add.isPending} aria-label={t('billing.addFile')}>
                <IconPlus size={14} />
              </ActionIcon>
            )}
          </FileButton>
        )}
      </header>
      {files.data?.length === 0 && <p className={classes.small}>{t('billing.noFiles')}</p>}
      <ul className={classes.events}>
        {files.data?.map((file) => (
          <li key={file.id}>
            <IconFile size={16} stroke={1.75} aria-hidden="true" />
            <span className="grow">
              <a className="link" href={agreements.file(contractId, file.id)} download>
                {file.name}
              </a>
              <span className={classes.small} style={{ display: 'block' }}>
                {size(file.size, language)} · {file.by}
              </span>
            </span>
            {mayWrite && (
              <ActionIcon
                size={24}
                aria-label={`${t('common.delete')}: ${file.name}`}
                onClick={() => remove.mutate(file.id)}
              >
                <IconTrash size={14} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
