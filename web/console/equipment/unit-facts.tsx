import { ActionIcon } from '@mantine/core';
import { IconPencil, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { equipment } from '../../api/equipment.api';
import type { WholeUnit } from '../../api/equipment.types';
import { contracts } from '../../api/rules.api';
import { sayProblem } from '../feedback/notify';
import { useCan } from '../session/session';
import { useReader } from '../time/reader';
import { dayWordsOf } from './day-words';
import { LabelMenu } from './equipment-page';
import { useKeep } from './equipment.queries';
import classes from './equipment.module.css';

/** What stands beside its story: the code on it, its numbers, what is inside, who wants it. */
export function UnitFacts({ unit, onSoftware }: { unit: WholeUnit; onSoftware: () => void }) {
  const { t } = useTranslation();
  const reader = useReader();
  const mayMove = useCan()('equipment:move');
  const contract = useContract(unit);
  const facts: [string, ReactNode][] = [
    ['serial', unit.serial],
    ['owner', t(`equipment.owners.${unit.owner}`)],
    ['supplier', unit.supplier],
    ['contract', contract],
    ['warrantyUntil', unit.warrantyUntil && dayWordsOf(unit.warrantyUntil, reader)],
    ['family', t(`equipment.families.${unit.model.family}`)],
  ];
  return (
    <aside className={classes.facts} aria-label={t('equipment.facts')}>
      <section className={classes.code}>
        <img src={equipment.picture(unit.id)} alt={t('equipment.codeOf', { tag: unit.tag })} width={104} height={104} />
        <div>
          <p className="mid">{t('equipment.codeHint')}</p>
          <LabelMenu ids={[unit.id]} compact />
        </div>
      </section>
      <section>
        <dl className={classes.pairs}>
          {facts
            .filter(([, value]) => value)
            .map(([name, value]) => (
              <div key={name}>
                <dt>{t(`equipment.${name}`)}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
        {unit.notes && <p className={classes.notes}>{unit.notes}</p>}
      </section>
      <Reservations unit={unit} />
      {unit.parts.length > 0 && (
        <section>
          <h3>
            {t('equipment.parts')} <span className="dim">{unit.parts.length}</span>
          </h3>
          <ul className={classes.tree}>
            {unit.parts.map((part) => (
              <li key={part.id} style={{ paddingLeft: (part.depth - 1) * 16 }}>
                <Link to={`/equipment/${part.id}`}>
                  <b>{part.tag}</b> <span className="mid">{part.name}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>
          {t('equipment.software')}
          {mayMove && (
            <ActionIcon size={24} ml="auto" aria-label={t('equipment.noteSoftware')} onClick={onSoftware}>
              <IconPencil size={14} />
            </ActionIcon>
          )}
        </h3>
        {unit.software.map(({ name, version }) => (
          <p key={name} className={classes.soft}>
            <span className="cut">{name}</span> <span className="mid">{version}</span>
          </p>
        ))}
        {unit.software.length === 0 && <p className="mid">{t('equipment.noSoftware')}</p>}
      </section>
    </aside>
  );
}

function Reservations({ unit }: { unit: WholeUnit }) {
  const { t } = useTranslation();
  const reader = useReader();
  const keep = useKeep();
  const mayReserve = useCan()('equipment:reserve');
  const cancel = useMutation({
    mutationFn: (id: string) => equipment.cancelReservation(id),
    onSuccess: () => keep(),
    onError: sayProblem,
  });
  if (unit.reservations.length === 0) return null;
  return (
    <section>
      <h3>{t('equipment.reservations')}</h3>
      {unit.reservations.map((one) => (
        <div key={one.id} className={classes.reservation}>
          <div className="grow">
            <p className="cut">
              {one.company ? (
                <Link className="link" to={`/customers/companies/${one.company.id}`}>
                  {one.company.name}
                </Link>
              ) : (
                t('equipment.reservedInside')
              )}
            </p>
            <p className="mid">
              {dayWordsOf(one.from, reader)} – {dayWordsOf(one.until, reader)}
              {one.state === 'used' && ` · ${t('equipment.isThere')}`}
            </p>
            {one.note && <p className="mid">{one.note}</p>}
          </div>
          {mayReserve && one.state === 'open' && (
            <ActionIcon
              size={24}
              aria-label={t('equipment.cancelReservation')}
              title={t('equipment.cancelReservation')}
              loading={cancel.isPending}
              onClick={() => cancel.mutate(one.id)}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </div>
      ))}
    </section>
  );
}

function useContract({ contractId, company }: WholeUnit): string | null {
  const mayRead = useCan()('contracts:read');
  const list = useQuery({
    queryKey: ['contracts', company?.id],
    queryFn: () => contracts.ofCompany(company!.id),
    enabled: mayRead && contractId !== null && company !== null,
  });
  const found = list.data?.find((one) => one.id === contractId);
  return found ? [found.number, found.package?.name].filter(Boolean).join(' · ') : null;
}
