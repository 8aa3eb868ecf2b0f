import { Injectable } from '@nestjs/common';
import { monthOf } from '../../contracts/contract.rules.js';
import type { AllowanceKind } from '../../contracts/price.rules.js';
import type { Tx } from '../../platform/database/tx.js';
import type { BilledContract, Extra } from './due.rules.js';

/** A contract with all that its invoices are made of. */
export interface DueContract extends BilledContract {
  id: string;
  companyId: string;
  number: string;
  currency: string;
  reference: string | null;
  /** The first month that was not looked at yet. */
  nextMonth: string;
}

export interface RunScope {
  until: string;
  billingFrom: string;
  contractId: string | null;
}

/**
 * Those that may owe something by a day: they hold or held, have lines, and a month that was not looked at. `$1` is the
 * last month to look at, `$2` the first that this desk invoices, `$3` one contract or null.
 */
const DUE = `
  from contracts k left join billing_progress b on b.contract_id = k.id
  where k.state in ('active', 'ended') and ($3::uuid is null or k.id = $3)
    and exists (select from contract_lines l where l.contract_id = k.id)
    and greatest(coalesce(b.next_month, to_char(k.starts_on, 'YYYY-MM')), $2) <= $1
    and (k.ends_on is null or greatest(coalesce(b.next_month, ''), $2) <= to_char(k.ends_on + interval '1 month', 'YYYY-MM'))`;

@Injectable()
export class DueContracts {
  async count(tx: Pick<Tx, 'query'>, scope: RunScope): Promise<number> {
    const [row] = await tx.query<{ count: number }>(`select count(*)::int as count ${DUE}`, parametersOf(scope));
    return row!.count;
  }

  /** The next ones behind `after`, with everything in one look. */
  async next(tx: Pick<Tx, 'query'>, scope: RunScope, after: string | null, limit: number): Promise<DueContract[]> {
    const rows = await tx.query<Omit<DueContract, 'extras'>>(
      `select k.id, k.company_id as "companyId", k.number, k.starts_on::text as "startsOn", k.ends_on::text as "endsOn",
         k.billing, k.reference, greatest(coalesce(b.next_month, to_char(k.starts_on, 'YYYY-MM')), $2) as "nextMonth",
         (select currency from contract_lines l where l.contract_id = k.id order by l.place limit 1) as currency,
         (select json_agg(json_build_object('id', l.id, 'text', l.text, 'period', l.period, 'quantity', l.quantity,
            'amount', l.amount, 'startsOn', l.starts_on, 'endsOn', l.ends_on) order by l.place, l.id)
            from contract_lines l where l.contract_id = k.id) as lines
       ${DUE} and ($4::uuid is null or k.id > $4) order by k.id limit $5`,
      [...parametersOf(scope), after, limit],
    );
    const extras = await this.extras(
      tx,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => ({ ...row, extras: extras.get(row.id) ?? [] }));
  }

  /** Used beyond what a month includes, less what was invoiced of it: what arrives late is found by the next run. */
  private async extras(tx: Pick<Tx, 'query'>, ids: readonly string[]): Promise<Map<string, Extra[]>> {
    const rows = await tx.query<Extra & { contractId: string; currency: string | null }>(
      `select u.contract_id as "contractId", u.what, u.month, u.count - (a.one ->> 'perMonth')::int - coalesce(e.count, 0) as count,
         (a.one ->> 'extraAmount')::float8 as amount
       from (select contract_id, what, to_char(day, 'YYYY-MM') as month, count(*)::int as count from entitlement_uses
             where contract_id = any($1::uuid[]) group by 1, 2, 3) u
       join contracts k on k.id = u.contract_id
       join lateral (select one from jsonb_array_elements(k.allowances) as one
         where one ->> 'what' = u.what and (one ->> 'extraAmount') is not null
           and one ->> 'currency' = (select currency from contract_lines l where l.contract_id = k.id order by l.place limit 1)) a on true
       left join billed_extras e on e.contract_id = u.contract_id and e.what = u.what and e.month = u.month
       where u.count > (a.one ->> 'perMonth')::int + coalesce(e.count, 0) order by u.month, u.what`,
      [ids],
    );
    const found = new Map<string, Extra[]>();
    for (const { contractId, what, month, count, amount } of rows) {
      const list = found.get(contractId) ?? [];
      list.push({ what: what as AllowanceKind, month, count, amount });
      found.set(contractId, list);
    }
    return found;
  }
}

const parametersOf = ({ until, billingFrom, contractId }: RunScope): unknown[] => [
  monthOf(until),
  monthOf(billingFrom),
  contractId,
];
