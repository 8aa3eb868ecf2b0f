import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Reading } from '../platform/database/reading.js';
import { notFound } from '../platform/http/refusal.js';
import type { ContractUse, CoverageView, NotCovered, UseView } from './coverage.dto.js';
import { firstOf, holdsOn, monthOf, nextMonth, prevailing, type ContractState } from './contract.rules.js';
import { allowancesLeft, upgradeHints, type Used } from './coverage.rules.js';
import type { Allowance } from './package.entity.js';

interface Candidate {
  id: string;
  number: string;
  state: ContractState;
  startsOn: string;
  endsOn: string | null;
  allowances: Allowance[];
  package: CoverageView['package'];
  siteIds: string[];
}

type MonthRow = Used & { month: string };

const MONTHS = 12;

/** What a contract means for a piece of work: covered or not, until when, and how much of it is left. */
@Injectable()
export class CoverageService {
  constructor(
    private readonly reading: Reading,
    private readonly clock: Clock,
  ) {}

  async of(companyId: string, siteId: string | null): Promise<CoverageView> {
    const candidates = await this.reading.query<Candidate>(
      `select k.id, k.number, k.state, k.starts_on::text as "startsOn", k.ends_on::text as "endsOn", k.allowances,
         case when p.id is null then null else json_build_object('id', p.id, 'key', p.key, 'name', p.name) end as package,
         array(select site_id from contract_sites s where s.contract_id = k.id) as "siteIds"
       from contracts k left join packages p on p.id = k.package_id
       where k.company_id = $1 and k.state in ('active', 'ended') order by k.starts_on desc, k.id desc limit 100`,
      [companyId],
    );
    const today = this.today();
    const here = candidates.filter(({ siteIds }) => !siteId || siteIds.length === 0 || siteIds.includes(siteId));
    const contract = prevailing(here, today);
    if (!contract) return { ...NOTHING, because: whyNot(candidates, here, today) };
    const { months } = await this.monthsOf(contract.id, contract.allowances, today);
    return {
      covered: true,
      because: null,
      contract: {
        id: contract.id,
        number: contract.number,
        startsOn: contract.startsOn,
        endsOn: contract.endsOn,
      },
      package: contract.package,
      allowances: months[0]!.allowances,
      hints: hintsOf(contract.allowances, months),
    };
  }

  async useOf(contractId: string): Promise<ContractUse> {
    const [contract] = await this.reading.query<{ allowances: Allowance[] }>(
      'select allowances from contracts where id = $1',
      [contractId],
    );
    if (!contract) throw notFound('contract');
    const { months } = await this.monthsOf(contractId, contract.allowances, this.today());
    const items = await this.reading.query<UseView>(
      `select id, what, day::text, source, note from entitlement_uses where contract_id = $1 order by day desc, id desc limit 100`,
      [contractId],
    );
    return { months, hints: hintsOf(contract.allowances, months), items };
  }

  private async monthsOf(contractId: string, allowances: readonly Allowance[], today: string) {
    const first = nextMonth(monthOf(today), 1 - MONTHS);
    const rows = await this.reading.query<MonthRow>(
      `select to_char(day, 'YYYY-MM') as month, what, count(*)::int as count from entitlement_uses
       where contract_id = $1 and day >= $2 group by 1, 2`,
      [contractId, firstOf(first)],
    );
    const months = Array.from({ length: MONTHS }, (_, at) => nextMonth(monthOf(today), -at)).map((month) => ({
      month,
      allowances: allowancesLeft(
        allowances,
        rows.filter((row) => row.month === month),
      ),
    }));
    return { months };
  }

  private today(): string {
    return this.clock.now().toISOString().slice(0, 10);
  }
}

const NOTHING: CoverageView = {
  covered: false,
  because: 'no_contract',
  contract: null,
  package: null,
  allowances: [],
  hints: [],
};

function whyNot(all: readonly Candidate[], here: readonly Candidate[], today: string): NotCovered {
  if (all.some((one) => holdsOn(one, today))) return 'other_sites';
  if (here.some(({ state, startsOn }) => state === 'active' && startsOn > today)) return 'not_begun';
  return here.length > 0 ? 'over' : 'no_contract';
}

/** The month under way counts as well where it is overused already. */
function hintsOf(allowances: readonly Allowance[], months: ContractUse['months']) {
  const used = months.map((month) => month.allowances.map(({ what, used: count }) => ({ what, count })));
  const now = upgradeHints(allowances, used);
  return now.length > 0 ? now : upgradeHints(allowances, used.slice(1));
}
