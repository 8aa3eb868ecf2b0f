import type { Customer } from './customer.js';

type Seer = Pick<Customer, 'contactId' | 'companyId' | 'rights'>;

/**
 * What of the desk's rows a customer sees: the one place. Each is a condition on a table under an alias; its values are
 * appended to `parameters`. What is not said to be theirs is not.
 */
export function visibleTickets(customer: Seer, parameters: unknown[], alias = 't'): string {
  const add = adder(parameters);
  const { companyId, rights } = customer;
  const own = `${alias}.contact_id = ${add(customer.contactId)}`;
  // Our own first word, unanswered, is no ticket of anybody's yet.
  const shown = (theirs: string): string => `(not ${alias}.silent and (${theirs}))`;
  if (!companyId || rights.tickets === 'own') return shown(own);
  const company = `${alias}.company_id = ${add(companyId)}`;
  if (rights.tickets === 'company') return shown(`${own} or ${company}`);
  const sites = add([...rights.siteIds]);
  return shown(`${own} or (${company} and (
    ${alias}.site_id = any(${sites}::uuid[])
    or exists (select from visits x where x.ticket_id = ${alias}.id and x.site_id = any(${sites}::uuid[]))))`);
}

/** Those of tickets that they see, those at their places, and where they are whom we ask for. */
export function visibleVisits(customer: Seer, parameters: unknown[], alias = 'v'): string {
  const add = adder(parameters);
  // A branch for each index: with OR across them PostgreSQL would read every visit.
  return `${alias}.id in (
    select x.id from visits x join tickets t on t.id = x.ticket_id where ${visibleTickets(customer, parameters)}
    union select x.id from visits x where x.contact_id = ${add(customer.contactId)}
    union select x.id from visits x join sites place on place.id = x.site_id where ${visibleSites(customer, parameters, 'place')})`;
}

/** Every place of the company, or those that were named. */
export function visibleSites(customer: Seer, parameters: unknown[], alias = 'site'): string {
  const add = adder(parameters);
  const { companyId, rights } = customer;
  if (!companyId) return 'false';
  const theirs = `${alias}.deleted_at is null and ${alias}.company_id = ${add(companyId)}`;
  return rights.tickets === 'company' ? theirs : `${theirs} and ${alias}.id = any(${add([...rights.siteIds])}::uuid[])`;
}

/**
 * What was said to or by customers, on `messages m`, its conversation `c` and its ticket `t`. Never notes, never what we
 * ask a supplier, never what has not left us, and nothing of another customer's that a merge brought here.
 */
export function publicMessages(customer: Seer, parameters: unknown[]): string {
  const add = adder(parameters);
  const me = add(customer.contactId);
  const colleagues = customer.companyId
    ? ` or c.contact_id in (select k.id from contacts k where k.company_id = ${add(customer.companyId)})`
    : '';
  return `(m.kind in ('message', 'call') and m.direction in ('in', 'out')
    and m.state in ('received', 'sent', 'delivered', 'read', 'unknown')
    and not c.third_party and not (m.meta ? 'thirdParty')
    and (c.contact_id is null or c.contact_id = t.contact_id or c.contact_id = ${me}${colleagues}))`;
}

/** What stands at their places, or is on its way there or back; of the whole company for who sees the whole of it. */
export function visibleEquipment(customer: Seer, parameters: unknown[], alias = 'e'): string {
  const add = adder(parameters);
  const { companyId, rights } = customer;
  if (!companyId || !rights.equipment) return 'false';
  const theirs = `${alias}.company_id = ${add(companyId)} and ${alias}.state in ('installed', 'in_transit', 'in_repair')`;
  return rights.tickets === 'company'
    ? `(${theirs})`
    : `(${theirs} and ${alias}.site_id = any(${add([...rights.siteIds])}::uuid[]))`;
}

/** What was issued to their company; a draft is our own business. The same holds for contracts. */
export function visibleMoney(customer: Seer, parameters: unknown[], alias: string): string {
  const add = adder(parameters);
  const { companyId, rights } = customer;
  if (!companyId || !rights.money) return 'false';
  return `(${alias}.company_id = ${add(companyId)} and ${alias}.state <> 'draft')`;
}

/** What they asked for themselves and, for who sees the whole of their company, what the company asked for. */
export function visibleReports(customer: Seer, parameters: unknown[], alias = 'r'): string {
  const add = adder(parameters);
  const { companyId, contactId, rights } = customer;
  if (!companyId) return 'false';
  const theirs = `${alias}.company_id = ${add(companyId)}`;
  return rights.tickets === 'company' ? `(${theirs})` : `(${theirs} and ${alias}.contact_id = ${add(contactId)})`;
}

/** What is told on this day to everybody, to those with a package that holds, or to their company. */
export function visibleNotices(customer: Seer, day: string, parameters: unknown[], alias = 'n'): string {
  const add = adder(parameters);
  const on = `${add(day)}::date`;
  const holds = `${alias}.starts_on <= ${on} and (${alias}.ends_on is null or ${alias}.ends_on >= ${on})`;
  if (!customer.companyId) return `(${holds} and ${alias}.audience = 'all')`;
  const company = add(customer.companyId);
  return `(${holds} and (${alias}.audience = 'all' or ${alias}.company_id = ${company} or ${alias}.package_id in (
    select k.package_id from contracts k where k.company_id = ${company} and k.state = 'active'
      and k.starts_on <= ${on} and (k.ends_on is null or k.ends_on >= ${on}))))`;
}

const adder =
  (parameters: unknown[]) =>
  (value: unknown): string =>
    `$${parameters.push(value)}`;
