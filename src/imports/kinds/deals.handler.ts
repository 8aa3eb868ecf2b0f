import { Injectable } from '@nestjs/common';
import { ContactLists } from '../../customers/contact-lists.service.js';
import type { Segment } from '../../customers/segment.rules.js';
import type { Tx } from '../../platform/database/tx.js';
import { DealsService } from '../../sales/deals/deals.service.js';
import { readPerson } from './contacts.handler.js';
import { plainOf, type Values } from './field.rules.js';
import type { GivenRow, Made, Scene } from './handler.js';
import { Names } from './names.service.js';
import { idCalled, RowHandler, type Found } from './row-handler.js';

const PIPELINE = 'select id from pipelines where plain(name) = plain($1) and deleted_at is null';
const STAGE = `select s.id from deal_stages s join pipelines p on p.id = s.pipeline_id
  where plain(s.name) = plain($1) and p.deleted_at is null and s.deleted_at is null and ($2::text is null or plain(p.name) = plain($2)) order by p.id, s.id`;

/** What may be sold: known by its name and its customer. */
@Injectable()
export class DealsHandler extends RowHandler {
  readonly kind = 'deals';
  readonly target = 'deal';
  readonly own = { table: 'deals', column: 'deal_id', parts: [['deal_events', 'deal_id']] } as const;

  constructor(
    private readonly deals: DealsService,
    private readonly lists: ContactLists,
    private readonly names: Names,
  ) {
    super();
  }

  protected async find(db: Pick<Tx, 'query'>, { values }: GivenRow, scene: Scene): Promise<Found> {
    const title = String(values.title);
    const prospect = String(values.prospect ?? '');
    const found: Found = {
      knownId: null,
      errors: [...personOf(values, scene).errors],
      keys: [`deal ${plainOf(title)} / ${plainOf(prospect)}`],
    };
    const ask = async (field: string, sql: string, parameters: unknown[]): Promise<void> => {
      if (values[field] && !(await idCalled(db, sql, parameters))) {
        found.errors.push({ field, reason: 'unknown', value: String(values[field]) });
      }
    };
    if (!(await idCalled(db, 'select id from pipelines where deleted_at is null', []))) {
      // Nobody sells here yet.
      found.errors.push({ field: 'pipeline', reason: 'missing' });
    }
    await ask('pipeline', PIPELINE, [values.pipeline]);
    await ask('stage', STAGE, [values.stage, values.pipeline ?? null]);
    await ask('owner', 'select id from users where lower(email) = lower($1) or plain(name) = plain($1)', [
      values.owner,
    ]);
    if (values.currency && !/^[a-z]{3}$/i.test(String(values.currency))) {
      found.errors.push({ field: 'currency', reason: 'not_choice', value: String(values.currency) });
    }
    found.knownId = await idCalled(
      db,
      `select d.id from deals d left join companies k on k.id = d.company_id
       where plain(d.title) = plain($1) and plain(coalesce(k.name, d.prospect, '')) = plain($2)`,
      [title, prospect],
    );
    return found;
  }

  protected async make(tx: Tx, { values }: GivenRow, scene: Scene) {
    const { person } = personOf(values, scene);
    const more: Made[] = [];
    const [look] = await this.lists.look(tx, [person]);
    let contactId = look?.knownId ?? null;
    if (!contactId && !look?.erased && (person.name || person.identities.length > 0)) {
      [contactId] = (await this.lists.add(tx, [person])) as [string];
      more.push({ target: 'contact', id: contactId, version: 1 });
    }
    const prospect = values.prospect as string | undefined;
    const { ids } = await this.names.companiesCalled(tx, prospect ? [prospect] : []);
    const companyId = prospect ? ids.get(prospect) : undefined;
    const currency = (values.currency as string | undefined)?.toUpperCase();
    const deal = await this.deals.make(tx, scene.actor, {
      title: String(values.title),
      pipelineId: values.pipeline ? (await idCalled(tx, PIPELINE, [values.pipeline]))! : undefined,
      stageId: values.stage ? (await idCalled(tx, STAGE, [values.stage, values.pipeline ?? null]))! : undefined,
      contactId,
      companyId,
      prospect: companyId ? undefined : (prospect ?? (contactId ? undefined : String(values.title))),
      valueMinor: values.value === undefined ? undefined : minor(values.value as number, currency),
      currency,
      months: values.months as number | undefined,
      expectedClose: values.expectedClose as string | undefined,
      ownerId: values.owner
        ? await idCalled(tx, 'select id from users where lower(email) = lower($1) or plain(name) = plain($1)', [
            values.owner,
          ])
        : undefined,
      segment: values.segment as Segment | undefined,
    });
    return { id: deal.id, version: deal.version, more };
  }
}

const personOf = (values: Values, scene: Scene) => {
  const { person, errors } = readPerson(
    { name: values.contactName, mail: values.contactEmail, phone: values.contactPhone },
    { options: scene.options, customFields: { ...scene.customFields, contact: [] } },
  );
  return { person, errors: errors.filter(({ reason }) => reason !== 'missing') };
};

const minor = (value: number, currency = 'BRL'): number =>
  Math.round(
    value *
      10 ** (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2),
  );
