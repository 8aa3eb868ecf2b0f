import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { equipment } from '../../api/equipment.api';
import type { Move, WholeUnit } from '../../api/equipment.types';
import { say } from '../feedback/notify';
import { FormDialog } from './dialog';
import { useKeep } from './equipment.queries';
import { CompanyPicker, ContractPicker, LocationPicker, SitePicker, UnitPicker } from './pickers';
import { modelName } from './unit-words';
import { RefusalWords } from './refusal-words';

/** What must be said about where it goes. */
const GOES: Record<Move, 'location' | 'site' | 'parent' | 'maybe' | 'nowhere'> = {
  transfer: 'location',
  send: 'nowhere',
  install: 'site',
  return: 'location',
  repair: 'maybe',
  repaired: 'location',
  retire: 'nowhere',
  lose: 'nowhere',
  find: 'location',
  build_in: 'parent',
  take_out: 'nowhere',
};
const DANGER: readonly Move[] = ['retire', 'lose'];

/** One step of a unit, with where to and why. */
export function MoveDialog({ unit, move, onClose }: { unit: WholeUnit; move: Move; onClose: () => void }) {
  const { t } = useTranslation();
  const keep = useKeep();
  const goes = GOES[move];
  const promised = unit.reservations[0]?.company;
  const [companyId, setCompanyId] = useState<string | null>(unit.company?.id ?? promised?.id ?? null);
  const [siteId, setSiteId] = useState<string | null>(null);
  const [contractId, setContractId] = useState<string | null>(null);
  const [locationId, setLocationId] = useState<string | null>(null);
  const [parentId, setParentId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const ready =
    goes === 'location'
      ? locationId !== null
      : goes === 'site'
        ? companyId !== null
        : goes !== 'parent' || parentId !== null;
  return (
    <FormDialog
      title={`${t(`equipment.moves.${move}`)}: ${unit.tag}`}
      action={t(`equipment.moves.${move}`)}
      danger={DANGER.includes(move)}
      ready={ready}
      names={['siteId', 'companyId', 'contractId', 'locationId', 'parentId']}
      save={() =>
        equipment.move(unit.id, {
          action: move,
          version: unit.version,
          ...(goes === 'site' && {
            ...(siteId ? { siteId } : { companyId: companyId! }),
            ...(contractId && { contractId }),
          }),
          ...(locationId && { locationId }),
          ...(parentId && { parentId }),
          ...(reason.trim() && { reason: reason.trim() }),
        })
      }
      done={async (changed) => {
        await keep(changed);
        say(t(`equipment.moved.${move}`, { tag: unit.tag }));
      }}
      onClose={onClose}
      explain={(error) => <RefusalWords error={error} />}
    >
      {(fields) => (
        <>
          <p className="mid">{modelName(unit.model)}</p>
          {t(`equipment.moveHints.${move}`, { defaultValue: '' }) && <p>{t(`equipment.moveHints.${move}`)}</p>}
          {goes === 'site' && (
            <>
              <CompanyPicker
                autoFocus
                required
                value={companyId}
                known={unit.company ?? promised}
                error={fields.companyId}
                onChange={(id) => {
                  setCompanyId(id);
                  setSiteId(null);
                  setContractId(null);
                }}
              />
              <SitePicker company={companyId} value={siteId} onChange={setSiteId} error={fields.siteId} />
              <ContractPicker
                company={companyId}
                value={contractId}
                onChange={setContractId}
                error={fields.contractId}
              />
            </>
          )}
          {(goes === 'location' || goes === 'maybe') && (
            <LocationPicker
              autoFocus
              required={goes === 'location'}
              label={goes === 'maybe' ? t('equipment.repairAt') : undefined}
              value={locationId}
              onChange={setLocationId}
              error={fields.locationId}
            />
          )}
          {goes === 'parent' && (
            <UnitPicker
              autoFocus
              required
              label={t('equipment.into')}
              without={(one) => one.id === unit.id || one.state === 'retired' || one.state === 'lost'}
              value={parentId}
              onChange={setParentId}
              error={fields.parentId}
            />
          )}
          <Textarea
            label={t('equipment.reason')}
            description={t('equipment.reasonHint')}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  );
}
