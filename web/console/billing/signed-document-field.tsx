import { Button, FileButton, Select } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { agreements } from '../../api/billing.api';
import type { OwnField } from '../settings/edit-dialog';
import { useRefresh } from './billing.queries';

/** What was signed: one of the contract's documents, or one that is added on the spot. */
export function SignedDocumentField({
  contractId,
  value,
  error,
  onChange,
}: { contractId: string } & Pick<OwnField, 'value' | 'error' | 'onChange'>) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const files = useQuery({ queryKey: ['contracts', 'files', contractId], queryFn: () => agreements.files(contractId) });
  const add = useMutation({
    mutationFn: (file: File) => agreements.addFile(contractId, file),
    onSuccess: async ({ items }) => {
      await refresh();
      onChange(items[0]?.id ?? null);
    },
  });
  return (
    <div>
      <Select
        label={t('billing.signedDocument')}
        description={t('billing.signedDocumentHint')}
        error={error}
        data={(files.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={typeof value === 'string' ? value : null}
        clearable
        disabled={files.data?.length === 0}
        onChange={onChange}
      />
      <FileButton onChange={(file) => file && add.mutate(file)}>
        {(props) => (
          <Button
            {...props}
            mt={8}
            size="compact-sm"
            variant="default"
            leftSection={<IconUpload size={14} />}
            loading={add.isPending}
          >
            {t('billing.addFile')}
          </Button>
        )}
      </FileButton>
    </div>
  );
}
