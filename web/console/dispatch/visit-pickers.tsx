import { MultiSelect, Select, TagsInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customers } from '../../api/customers.api';
import type { EquipmentNamed, Visit } from '../../api/dispatch.types';
import { equipment } from '../../api/equipment.api';
import { tickets } from '../../api/tickets.api';
import { EQUIPMENT } from '../equipment/equipment.queries';
import { modelName } from '../equipment/unit-words';
import { useCan } from '../session/session';
import type { OwnField } from '../settings/edit-dialog';

type Field = OwnField & { visit?: Visit };

/** Whose the visit is: of the ticket whose number is written, as soon as it is one. */
function useCompany({ values, visit }: Pick<Field, 'values' | 'visit'>): string | null {
  const [number] = useDebouncedValue(
    String(values.ticketId ?? '')
      .replace(/^#/, '')
      .trim(),
    200,
  );
  const ticket = useQuery({
    queryKey: ['ticket', number],
    queryFn: () => tickets.get(number),
    enabled: !visit && /^\d{1,9}$/.test(number),
    meta: { quiet: true },
    retry: false,
  });
  return visit ? (visit.company?.id ?? null) : (ticket.data?.company?.id ?? null);
}

export function VisitSite(field: Field) {
  const { t } = useTranslation();
  const company = useCompany(field);
  const sites = useQuery({
    queryKey: ['sites', company],
    queryFn: () => customers.sites(company!),
    enabled: company !== null,
  });
  const none = sites.isSuccess && sites.data.length === 0;
  return (
    <Select
      label={t('dispatch.site')}
      description={t(none ? 'customers.noSites' : 'dispatch.siteHint')}
      clearable
      disabled={!company || none}
      error={field.error}
      data={(sites.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={(field.value as string | null) ?? null}
      onChange={field.onChange}
    />
  );
}

export function VisitContact(field: Field) {
  const { t } = useTranslation();
  const company = useCompany(field);
  const people = useQuery({
    queryKey: ['contacts', 'of', company],
    queryFn: () => customers.contacts({ company: company!, limit: '100' }),
    enabled: company !== null,
  });
  const known = (people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const person = field.visit?.person;
  const other =
    person && !known.some(({ value }) => value === person.id) ? [{ value: person.id, label: person.name }] : [];
  return (
    <Select
      label={t('dispatch.fact.person')}
      description={t('dispatch.personHint')}
      clearable
      searchable
      disabled={!company}
      error={field.error}
      data={[...other, ...known]}
      value={(field.value as string | null) ?? null}
      onChange={field.onChange}
    />
  );
}

/** Units of the company that we know, and others by name. */
export function VisitEquipment(field: Field) {
  const { t } = useTranslation();
  const company = useCompany(field);
  const mayRead = useCan()('equipment:read');
  const units = useQuery({
    queryKey: [...EQUIPMENT, 'of', { company }],
    queryFn: () => equipment.list({ company: company!, standing: true, limit: 60 }),
    enabled: company !== null && mayRead,
  });
  const named = field.value as EquipmentNamed[];
  const known = named.filter(({ id }) => id);
  const others = named.filter(({ id }) => !id);
  const found = (units.data?.items ?? []).map((unit): EquipmentNamed & { id: string } => ({
    id: unit.id,
    name: `${unit.tag} ${modelName(unit.model)}`,
    ...(unit.serial && { serial: unit.serial }),
    ...(unit.site && { place: unit.site.name }),
  }));
  const all = [...known.filter(({ id }) => !found.some((one) => one.id === id)), ...found];
  return (
    <>
      {all.length > 0 && (
        <MultiSelect
          label={t('dispatch.fact.equipment')}
          description={t('dispatch.equipmentHint')}
          searchable
          error={field.error}
          data={all.map(({ id, name }) => ({ value: id!, label: name }))}
          value={known.map(({ id }) => id!)}
          onChange={(ids) =>
            field.onChange([...ids.flatMap((id) => all.filter((one) => one.id === id).slice(0, 1)), ...others])
          }
        />
      )}
      <TagsInput
        label={t(all.length > 0 ? 'dispatch.otherEquipment' : 'dispatch.fact.equipment')}
        error={all.length > 0 ? undefined : field.error}
        value={others.map(({ name }) => name)}
        onChange={(names) =>
          field.onChange([...known, ...names.map((name) => others.find((one) => one.name === name) ?? { name })])
        }
      />
    </>
  );
}
