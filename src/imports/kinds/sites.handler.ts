import { Injectable } from '@nestjs/common';
import { SitesService } from '../../customers/sites.service.js';
import type { Tx } from '../../platform/database/tx.js';
import { plainOf } from './field.rules.js';
import type { GivenRow, Scene } from './handler.js';
import { Names } from './names.service.js';
import { idCalled, RowHandler, type Found } from './row-handler.js';

/** Where customers are: known by their company and their name. */
@Injectable()
export class SitesHandler extends RowHandler {
  readonly kind = 'sites';
  readonly target = 'site';
  readonly own = { table: 'sites', column: 'site_id', parts: [] };

  constructor(
    private readonly sites: SitesService,
    private readonly names: Names,
  ) {
    super();
  }

  protected async find(db: Pick<Tx, 'query'>, { values }: GivenRow, { options }: Scene): Promise<Found> {
    const company = String(values.company);
    const name = String(values.name);
    const { ids } = await this.names.companiesCalled(db, [company]);
    const companyId = ids.get(company);
    const found: Found = { knownId: null, errors: [], keys: [`site ${plainOf(company)} / ${plainOf(name)}`] };
    if (!companyId && !options.makeCompanies)
      found.errors.push({ field: 'company', reason: 'unknown', value: company });
    if ((values.lat === undefined) !== (values.lng === undefined)) {
      found.errors.push({ field: values.lat === undefined ? 'lat' : 'lng', reason: 'missing' });
    }
    if (companyId) {
      found.knownId = await idCalled(
        db,
        'select id from sites where company_id = $1 and plain(name) = plain($2) and deleted_at is null',
        [companyId, name],
      );
    }
    return found;
  }

  protected async make(tx: Tx, { values }: GivenRow, { options }: Scene) {
    const company = String(values.company);
    const { ids, made } = this.names.companiesFor(
      tx,
      [company],
      await this.names.companiesCalled(tx, [company]),
      options,
    );
    const { id, version } = await this.sites.add(tx, {
      companyId: ids.get(company)!,
      name: String(values.name),
      address: String(values.address),
      timezone: values.timezone as string | undefined,
      accessNotes: values.accessNotes as string | undefined,
      lat: values.lat as number | undefined,
      lng: values.lng as number | undefined,
    });
    return { id, version, more: [...made.values()] };
  }
}
