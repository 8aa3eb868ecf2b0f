import { ActionIcon } from '@mantine/core';
import { IconLink, IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { equipment } from '../../api/equipment.api';
import type { Unit } from '../../api/equipment.types';
import type { Ticket } from '../../api/tickets.types';
import { FormDialog } from '../equipment/dialog';
import { EQUIPMENT } from '../equipment/equipment.queries';
import { UnitPicker } from '../equipment/pickers';
import { modelName, ModelIcon } from '../equipment/unit-words';
import { sayProblem } from '../feedback/notify';
import { useCan } from '../session/session';
import classes from './customer-panel.module.css';

/** As many as one sees at a glance; the rest is a page away. */
const SHOWN = 6;

/** What the ticket is about, and what else of ours stands at the customer's: where it is spoken of, first. */
export function TicketEquipment({ ticket, companyId }: { ticket: Ticket; companyId: string | undefined }) {
  const { t } = useTranslation();
  const can = useCan();
  const client = useQueryClient();
  const [finding, setFinding] = useState(false);
  const mayRead = can('equipment:read');
  const mayWrite = can('tickets:write', 'tickets:note');
  const about = useQuery({
    queryKey: [...EQUIPMENT, 'of-ticket', ticket.id, ticket.version],
    queryFn: () => equipment.ofTicket(ticket.id),
    placeholderData: (before) => before,
    enabled: mayRead,
  });
  const theirs = useQuery({
    queryKey: [...EQUIPMENT, 'of-company', companyId],
    queryFn: () => equipment.list({ company: companyId, standing: true, limit: 60 }),
    enabled: mayRead && companyId !== undefined,
  });
  const siteId = ticket.site?.id;
  // Asked by itself: of a company with hundreds of them, those of one place may not be among the first.
  const there = useQuery({
    queryKey: [...EQUIPMENT, 'of-site', siteId],
    queryFn: () => equipment.list({ site: siteId, standing: true, limit: 60 }),
    enabled: mayRead && siteId !== undefined,
  });
  const refresh = () => client.invalidateQueries({ queryKey: [...EQUIPMENT, 'of-ticket', ticket.id] });
  const add = useMutation({
    mutationFn: (id: string) => equipment.addToTicket(ticket.id, id),
    onSuccess: refresh,
    onError: sayProblem,
  });
  const remove = useMutation({
    mutationFn: (id: string) => equipment.removeFromTicket(ticket.id, id),
    onSuccess: refresh,
    onError: sayProblem,
  });
  if (!mayRead) return null;
  const meant = about.data ?? [];
  const sites = new Set([siteId, ...meant.map((unit) => unit.site?.id)].filter((id) => id !== undefined));
  const standing = new Map(
    [...(there.data?.items ?? []), ...(theirs.data?.items ?? [])].map((unit) => [unit.id, unit]),
  );
  const others = [...standing.values()]
    .filter((unit) => !meant.some((one) => one.id === unit.id))
    .toSorted((a, b) => Number(sites.has(b.site?.id ?? '')) - Number(sites.has(a.site?.id ?? '')));
  if (meant.length === 0 && others.length === 0 && !mayWrite) return null;
  const all = companyId && others.length + meant.length > 0;
  return (
    <section className={classes.section}>
      <h3>
        {t('equipment.title')}
        {all && (
          <Link className={classes.go} to={`/equipment?company=${companyId}`}>
            {t('common.all')}
          </Link>
        )}
        {mayWrite && (
          <ActionIcon
            size={24}
            ml={all ? 4 : 'auto'}
            aria-label={t('equipment.addToTicket')}
            title={t('equipment.addToTicket')}
            onClick={() => setFinding(true)}
          >
            <IconPlus size={14} />
          </ActionIcon>
        )}
      </h3>
      {meant.length > 0 && <p className={classes.notes}>{t('equipment.about')}</p>}
      {meant.map((unit) => (
        <UnitLine key={unit.id} unit={unit}>
          {mayWrite && (
            <ActionIcon
              size={24}
              ml="auto"
              aria-label={t('equipment.notAbout', { tag: unit.tag })}
              onClick={() => remove.mutate(unit.id)}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </UnitLine>
      ))}
      {others.length > 0 && meant.length > 0 && <p className={classes.notes}>{t('equipment.alsoThere')}</p>}
      {others.slice(0, SHOWN).map((unit) => (
        <UnitLine key={unit.id} unit={unit}>
          {mayWrite && (
            <ActionIcon
              size={24}
              ml="auto"
              aria-label={t('equipment.isAbout', { tag: unit.tag })}
              title={t('equipment.isAbout', { tag: unit.tag })}
              onClick={() => add.mutate(unit.id)}
            >
              <IconLink size={14} />
            </ActionIcon>
          )}
        </UnitLine>
      ))}
      {others.length > SHOWN && (
        <Link className={`link ${classes.notes}`} to={`/equipment?company=${companyId}`}>
          {t('equipment.nMore', { count: others.length - SHOWN })}
        </Link>
      )}
      {meant.length === 0 && others.length === 0 && <p className={classes.notes}>{t('equipment.nothingOfOurs')}</p>}
      {finding && <AboutDialog ticket={ticket} onClose={() => setFinding(false)} done={refresh} />}
    </section>
  );
}

/** The company is known here; which of its sites is not. */
const placeOf = ({ site, location }: Unit): string | undefined => site?.name ?? location?.name;

function UnitLine({ unit, children }: { unit: Unit; children: ReactNode }) {
  return (
    <div className={classes.line}>
      <ModelIcon kind={unit.model.kind} />
      <Link className="link" to={`/equipment/${unit.id}`} title={modelName(unit.model)}>
        {unit.tag}
      </Link>
      <span className="cut mid">{placeOf(unit) ?? modelName(unit.model)}</span>
      {children}
    </div>
  );
}

function AboutDialog({ ticket, onClose, done }: { ticket: Ticket; onClose: () => void; done: () => unknown }) {
  const { t } = useTranslation();
  const [id, setId] = useState<string | null>(null);
  return (
    <FormDialog
      title={t('equipment.addToTicket')}
      action={t('common.add')}
      ready={id !== null}
      save={() => equipment.addToTicket(ticket.id, id!)}
      done={done}
      onClose={onClose}
    >
      {() => <UnitPicker autoFocus required label={t('equipment.unit')} value={id} onChange={setId} />}
    </FormDialog>
  );
}
