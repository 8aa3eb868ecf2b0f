import { Injectable } from '@nestjs/common';
import { CompaniesService } from '../customers/companies.service.js';
import type { Tx } from '../platform/database/tx.js';
import { invalid } from '../platform/http/refusal.js';
import { LocationsService } from './locations.service.js';

/** Whether there is such a place, and whose it is. */
@Injectable()
export class EquipmentPlaces {
  constructor(
    private readonly locations: LocationsService,
    private readonly companies: CompaniesService,
  ) {}

  async location(tx: Tx, id: string | undefined): Promise<string> {
    if (!id) throw invalid('locationId', 'must say where it goes');
    await this.locations.require(tx, id, 'locationId');
    return id;
  }

  /** At a site, or at a company that has none. */
  async customer(
    tx: Tx,
    { siteId, companyId }: { siteId?: string; companyId?: string },
  ): Promise<{ siteId: string | null; companyId: string }> {
    if (!siteId) {
      if (!companyId) throw invalid('siteId', 'must say at which site, or companyId at whom');
      await this.companies.require(tx, companyId, 'companyId');
      return { siteId: null, companyId };
    }
    const [site] = await tx.query<{ company: string }>(
      'select company_id as company from sites where id = $1 and deleted_at is null for key share',
      [siteId],
    );
    if (!site) throw invalid('siteId', 'there is no such site');
    if (companyId && companyId.toLowerCase() !== site.company) throw invalid('siteId', 'is a site of another company');
    return { siteId, companyId: site.company };
  }
}
