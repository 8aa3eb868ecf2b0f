import type { INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CredentialsService } from '../identity/credentials/credentials.service.js';
import { Work } from '../platform/database/work.js';
import { PortalAccount } from '../portal/accounts/account.entity.js';
import { Dice } from './dice.js';
import { DEMO_SIGN_IN } from './firm.js';
import { DAY, idAt } from './moments.js';

interface Candidate {
  identityId: string;
  companyId: string;
}

/**
 * Two customers who may enter the portal, each of a company of their own: one who sees everything of it, and writes
 * Portuguese; one who sees only her own requests, and writes English. Who has most going on, so that there is something to see.
 */
export async function seedPortal(app: INestApplication, now: number): Promise<void> {
  const dice = new Dice('portal');
  const passwordHash = await app.get(CredentialsService, { strict: false }).hashChosenByOperator(DEMO_SIGN_IN.password);
  await app.get(Work, { strict: false }).run(async (tx) => {
    await tx.query(`update organisation set brand_name = 'Jacarandá', brand_accent = '#6b3fa0' where id = 1`);
    for (const [place, language] of ['pt', 'en'].entries()) {
      const [found] = await tx.query<Candidate>(
        `select i.id as "identityId", c.company_id as "companyId"
         from contacts c join contact_identities i on i.contact_id = c.id and i.kind = 'email' and i.valid_to is null
         join tickets t on t.company_id = c.company_id and t.category not in ('solved', 'closed')
         where c.language like $1 || '%' and c.deleted_at is null and c.merged_into_id is null
         group by c.id, i.id order by count(*) filter (where t.contact_id = c.id) > 0 desc, count(*) desc, c.id limit 1`,
        [language],
      );
      if (!found) continue;
      await tx.insert(PortalAccount, {
        id: idAt(now - (60 + place) * DAY, dice),
        identityId: found.identityId,
        companyId: found.companyId,
        ...(place === 0
          ? { tickets: 'company', equipment: true, money: true, people: true }
          : { tickets: 'own', equipment: false, money: false, people: false }),
        siteIds: [],
        notify: true,
        passwordHash,
        state: 'active',
        createdAt: new Date(now - (60 + place) * DAY),
        activatedAt: new Date(now - (59 + place) * DAY),
        version: 1,
      });
    }
    await tx.query(
      `insert into portal_notices (id, title, text, weight, audience, starts_on, ends_on, by_id, created_at)
       select $1, 'Plantão no feriado / Holiday hours',
         'No feriado atendemos em plantão, das 8h às 14h. On the holiday we are on duty from 8:00 to 14:00.',
         'news', 'all', $2::date, $2::date + 21, id, $2 from users where email = $3`,
      [idAt(now - DAY, dice), new Date(now - DAY), DEMO_SIGN_IN.email],
    );
  });
}

/** How to sign in there; the one who sees more first. */
export async function portalPeople(app: INestApplication): Promise<string[]> {
  const rows = await app
    .get(DataSource, { strict: false })
    .query<{ email: string; company: string; tickets: string }[]>(
      `select i.display as email, firm.name as company, a.tickets from portal_accounts a
       join contact_identities i on i.id = a.identity_id join contacts c on c.id = i.contact_id
       join companies firm on firm.id = c.company_id where a.password_hash is not null order by a.created_at desc limit 2`,
    );
  return rows.map(
    ({ email, company, tickets }) => `${email} (${company}, ${tickets === 'own' ? 'own' : 'all'} tickets)`,
  );
}
