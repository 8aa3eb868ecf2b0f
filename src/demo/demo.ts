import type { INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InboxesService } from '../channels/inboxes.service.js';
import { CredentialsService } from '../identity/credentials/credentials.service.js';
import { Role } from '../identity/people/role.entity.js';
import { Organisation } from '../identity/settings/organisation.entity.js';
import { Clock } from '../platform/clock.js';
import { Work } from '../platform/database/work.js';
import { Status } from '../tickets/status.entity.js';
import type { StatusCategory } from '../tickets/ticket.rules.js';
import { seedCallFlow } from './calls.js';
import { seedEquipment } from './equipment.js';
import { DEMO_SIGN_IN, FIRM, LINES, STATUS_NAMES, TEAMS, type LineKey } from './firm.js';
import { seedExtensions } from './extensions.js';
import { seedKnowledge } from './knowledge.js';
import { DAY } from './moments.js';
import { seedMoney } from './money.js';
import { seedNotices } from './notices.js';
import { seedPrivacy } from './privacy.js';
import { seedPosts } from './posts.js';
import { makePromises } from './promises.js';
import { portalPeople, seedPortal } from './portal.js';
import { seedReports } from './reports.js';
import { iso } from './rows.js';
import { seedSales } from './sales.js';
import { firmHistory } from './seeding.js';
import { SimulatedCustomers } from './simulated-customers.js';
import { seedSignedContracts } from './signed-contracts.js';
import { seedTelemetry, startDevices } from './telemetry.js';
import { seedVisits } from './visits.js';

export interface DemoSeed {
  /** False where an earlier start made it. */
  made: boolean;
  tickets: number;
  signIn: { email: string; password: string };
}

/**
 * Fills an empty desk with a believable firm: its people, sixty companies, three hundred contacts and two thousand
 * tickets over ninety days. The same every time but for the dates. Does nothing where the firm is there already.
 */
export async function seedDemo(app: INestApplication): Promise<DemoSeed> {
  const db = app.get(DataSource);
  const [{ here }] = await db.query<[{ here: boolean }]>(
    'select exists (select 1 from users where email = $1) as here',
    [DEMO_SIGN_IN.email],
  );
  if (here) return { made: false, tickets: 0, signIn: DEMO_SIGN_IN };
  const inboxIds = await makeLines(app);
  const now = app.get(Clock, { strict: false }).millis();
  const rows = firmHistory({
    now,
    inboxIds,
    roles: await db.getRepository(Role).find(),
    statuses: await db.getRepository(Status).findBy({ isDefault: true }),
    passwordHash: await app.get(CredentialsService, { strict: false }).hashChosenByOperator(DEMO_SIGN_IN.password),
  });
  await app.get(Work, { strict: false }).run(async (tx) => {
    await rows.store(tx);
    // Who writes from a branch says which.
    await tx.query(
      `update tickets t set site_id = (select s.id from sites s where s.company_id = t.company_id and s.name = t.fields ->> 'site' order by s.id limit 1)
       where t.fields ->> 'site' is not null`,
    );
    // The words that are offered wherever a tag is chosen.
    await tx.query(
      `insert into ticket_tags (name, used_at) select tag, max(updated_at) from tickets, unnest(tags) tag group by tag
       on conflict (name) do nothing`,
    );
    for (const [category, names] of Object.entries(STATUS_NAMES)) {
      await tx.manager.update(Status, { category: category as StatusCategory, isDefault: true }, names);
    }
    await tx.query(`select setval(pg_get_serial_sequence('tickets', 'number'), (select max(number) from tickets))`);
    for (const [key, { team }] of Object.entries(LINES)) {
      await tx.query(
        'update inboxes set created_at = $1, team_id = (select id from teams where name = $2) where id = $3',
        [iso(now - 120 * DAY), TEAMS[team], inboxIds[key as LineKey]],
      );
    }
    const { name, language, timeZone, country } = FIRM;
    await tx.manager.update(
      Organisation,
      { id: 1 },
      { company: name, language, timeZone, defaultCountry: country, setUpAt: new Date(now - 120 * DAY) },
    );
  });
  await seedVisits(app, now);
  await seedSales(app, now);
  await seedEquipment(app, now);
  await makePromises(app);
  await seedMoney(app, now);
  await seedNotices(app, now);
  await seedPortal(app, now);
  await seedSignedContracts(app, now);
  await seedReports(app, now);
  await seedTelemetry(app, now);
  await seedPrivacy(app, now);
  await seedPosts(app, now, inboxIds);
  await seedKnowledge(app, now);
  await seedExtensions(app);
  await seedCallFlow(app, inboxIds.phone);
  // The planner has never seen these tables full; without this the first pages are slow until autovacuum comes.
  await db.query('analyze');
  return { made: true, tickets: rows.count('tickets'), signIn: DEMO_SIGN_IN };
}

/** Through the service: keys and secrets are made and sealed as for any other line. */
async function makeLines(app: INestApplication): Promise<Record<LineKey, string>> {
  const inboxes = app.get(InboxesService, { strict: false });
  const existing = await inboxes.list();
  const ids: [string, string][] = [];
  for (const [key, { channel, name, address, settings }] of Object.entries(LINES)) {
    // A start that was interrupted may have left some.
    const there = existing.find((inbox) => inbox.channel === channel && inbox.name === name);
    const { inbox } = there
      ? { inbox: there }
      : await inboxes.create({ channel, name, address, settings: { ...settings } });
    ids.push([key, inbox.id]);
  }
  return Object.fromEntries(ids) as Record<LineKey, string>;
}

export interface DemoUrls {
  /** Where the web server listens, such as `http://localhost:3000`. */
  web: string;
}

/** Customers who write and chat while you watch, and answer what agents reply. Returns how to send them home. */
export async function startSimulatedCustomers(app: INestApplication, urls: DemoUrls): Promise<() => Promise<void>> {
  const customers = new SimulatedCustomers(app, urls.web);
  await customers.start();
  return () => customers.stop();
}

interface Desk {
  app: INestApplication;
  url: string;
}
type Say = (line: string) => void;

/** Before the doors open: nobody is asked to set up a desk that will be somebody's in a moment. */
export async function prepareDemo({ app }: Desk, say: Say): Promise<void> {
  const { made, tickets } = await seedDemo(app);
  if (made) say(`${FIRM.name} has moved in, with ${tickets} tickets of the last ninety days.`);
}

/** While the desk is open: says how to sign in, and lets the customers come. Returns how to send them home. */
export async function playDemo({ app, url }: Desk, say: Say): Promise<() => Promise<void>> {
  say(
    `Sign in as ${DEMO_SIGN_IN.email} (administrator, in Portuguese) or grace@${FIRM.domain} (agent, in English); password: ${DEMO_SIGN_IN.password}`,
  );
  const customers = await portalPeople(app);
  if (customers.length > 0)
    say(`The customers’ portal is at ${url}/portal: ${customers.join(' or ')}; the same password`);
  const sendHome = await startSimulatedCustomers(app, { web: url });
  const switchOff = await startDevices(app);
  return () => {
    switchOff();
    return sendHome();
  };
}
