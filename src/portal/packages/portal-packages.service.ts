import { Injectable } from '@nestjs/common';
import { EntitlementsService } from '../../contracts/entitlements.service.js';
import type { PackageView } from '../../contracts/package.dto.js';
import { PackagesService } from '../../contracts/packages.service.js';
import { Clock } from '../../platform/clock.js';
import { Reading } from '../../platform/database/reading.js';
import { conflict, notFound } from '../../platform/http/refusal.js';
import { Showcase } from '../../sales/public/showcase.service.js';
import { promisesFor } from '../../sla/package-promises.rules.js';
import { PoliciesService } from '../../sla/policies.service.js';
import type { Customer } from '../access/customer.js';
import { visibleTickets } from '../access/visible.access.js';
import { PortalMessages } from '../tickets/portal-messages.service.js';
import type { PortalSaidIn } from '../tickets/portal-ticket.dto.js';
import { changesTo } from './package-changes.rules.js';
import type { PortalPackagePromise, PortalPackageView, PortalPackageWish } from './portal-packages.dto.js';

const TOLD = ['first_response', 'resolution', 'on_site'];

/** What the house sells, beside what the customer has: and the way to ask for another. */
@Injectable()
export class PortalPackages {
  constructor(
    private readonly reading: Reading,
    private readonly clock: Clock,
    private readonly packages: PackagesService,
    private readonly showcase: Showcase,
    private readonly entitlements: EntitlementsService,
    private readonly policies: PoliciesService,
    private readonly messages: PortalMessages,
  ) {}

  /** Those that the house shows in public, and the one that they have, shown or not. */
  async list(customer: Customer): Promise<PortalPackageView[]> {
    const { companyId } = customer;
    const [shown, held, { items }, asked] = await Promise.all([
      this.showcase.shown(),
      this.entitlements.of(this.reading, { companyId, at: this.clock.now() }),
      this.policies.list(),
      this.asked(customer),
    ]);
    const mine = held.package && (await this.packages.one(held.package.id));
    const all = mine && !shown.some(({ id }) => id === mine.id) ? [mine, ...shown] : shown;
    const active = items.filter((policy) => policy.active);
    const promisesOf = ({ key }: PackageView): PortalPackagePromise[] => {
      const [sure] = promisesFor(active, { 'package.key': key }).filter(({ always }) => always);
      return (sure?.policy.targets ?? []).flatMap(({ target, minutes, hours }) => {
        const normal = minutes.normal ?? Object.values(minutes).find((one) => typeof one === 'number');
        return TOLD.includes(target) && typeof normal === 'number' ? [{ target, minutes: normal, hours }] : [];
      });
    };
    const comparable = (one: PackageView) => ({
      prices: one.prices.filter((price) => price.active),
      allowances: one.allowances,
      promises: promisesOf(one),
    });
    return all.map((one) => ({
      id: one.id,
      name: one.name,
      words: one.words,
      ...comparable(one),
      current: one.id === mine?.id,
      changes: mine && one.id !== mine.id ? changesTo(comparable(one), comparable(mine)) : [],
      asked: asked.get(one.id) ?? null,
    }));
  }

  /** A request of theirs like every other, and a deal for sales in the same transaction. */
  async ask(customer: Customer, id: string, { text, clientId }: PortalPackageWish): Promise<PortalSaidIn> {
    const wanted = (await this.list(customer)).find((one) => one.id === id);
    if (!wanted) throw notFound('package');
    if (wanted.current) throw conflict('package_held', 'This is the package that you have.');
    if (wanted.asked !== null) {
      throw conflict('package_asked', 'You have asked for it already.', { number: wanted.asked });
    }
    const subject = customer.companyName ? `${wanted.name} · ${customer.companyName}` : wanted.name;
    return this.messages.open(customer, {
      subject: subject.slice(0, 200),
      text: text?.trim() || wanted.name,
      packageId: id,
      ...(clientId && { clientId }),
    });
  }

  private async asked(customer: Customer): Promise<Map<string, number>> {
    const parameters: unknown[] = [];
    const rows = await this.reading.query<{ packageId: string; number: number }>(
      `select x.package_id as "packageId", t.number::float8 as number from portal_package_wishes x join tickets t on t.id = x.ticket_id
       where t.category not in ('solved', 'closed') and ${visibleTickets(customer, parameters)} order by t.id`,
      parameters,
    );
    return new Map(rows.map(({ packageId, number }) => [packageId, number]));
  }
}
