import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { equipment } from '../../api/equipment.api';
import type { ModelMark, Unit } from '../../api/equipment.types';
import { say } from '../feedback/notify';
import { useReader } from '../time/reader';
import { dayKey } from '../time/time';
import { FormDialog } from './dialog';
import classes from './equipment.module.css';
import { useKeep } from './equipment.queries';
import { CompanyPicker, ContractPicker } from './pickers';
import { RefusalWords } from './refusal-words';
import { modelName } from './unit-words';

type What = { unit: Pick<Unit, 'id' | 'tag' | 'model'> } | { model: ModelMark };

/** This very unit, or any of a model, for some days. */
export function ReserveDialog({ what, onClose }: { what: What; onClose: () => void }) {
  const { t } = useTranslation();
  const keep = useKeep();
  const reader = useReader();
  const [companyId, setCompanyId] = useState<string | null>(null);
  const [contractId, setContractId] = useState<string | null>(null);
  const [from, setFrom] = useState(() => dayKey(new Date(), reader));
  const [until, setUntil] = useState('');
  const [note, setNote] = useState('');
  const name = 'unit' in what ? what.unit.tag : modelName(what.model);
  return (
    <FormDialog
      title={`${t('equipment.reserve')}: ${name}`}
      action={t('equipment.reserve')}
      ready={from !== '' && until !== ''}
      names={['from', 'until', 'companyId', 'contractId']}
      save={() =>
        equipment.reserve({
          ...('unit' in what ? { equipmentId: what.unit.id } : { modelId: what.model.id }),
          from,
          until,
          ...(companyId && { companyId }),
          ...(contractId && { contractId }),
          ...(note.trim() && { note: note.trim() }),
        })
      }
      done={async (made) => {
        await keep();
        say(t('equipment.reserved', { tag: made.equipment.tag }));
      }}
      onClose={onClose}
      explain={(error) => <RefusalWords error={error} />}
    >
      {(fields) => (
        <>
          {'unit' in what ? (
            <p className="mid">{modelName(what.unit.model)}</p>
          ) : (
            <p className="mid">{t('equipment.anyOf')}</p>
          )}
          <CompanyPicker
            autoFocus
            label={t('equipment.reserveFor')}
            value={companyId}
            error={fields.companyId}
            onChange={(id) => {
              setCompanyId(id);
              setContractId(null);
            }}
          />
          <ContractPicker company={companyId} value={contractId} onChange={setContractId} error={fields.contractId} />
          <div className={classes.pair}>
            <TextInput
              type="date"
              required
              withAsterisk={false}
              label={t('equipment.firstDay')}
              value={from}
              error={fields.from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            <TextInput
              type="date"
              required
              withAsterisk={false}
              label={t('equipment.lastDay')}
              min={from}
              value={until}
              error={fields.until}
              onChange={(event) => setUntil(event.currentTarget.value)}
            />
          </div>
          <Textarea
            label={t('equipment.note')}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  );
}
