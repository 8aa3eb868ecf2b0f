import type { INestApplication } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { dueAfter } from '../privacy/deadline.rules.js';
import { Dice } from './dice.js';
import { FIRM } from './firm.js';
import { DAY, HOUR, idAt } from './moments.js';
import { iso } from './rows.js';

interface Asked {
  /** Which of the people picked. */
  who: number;
  kind: 'export' | 'erasure' | 'correction';
  daysAgo: number;
  by: 'staff' | 'portal';
  verifiedBy: string;
  /** How it ended, and how many days after. */
  ended?: { state: 'done' | 'refused'; days: number; reason: string };
}

const ASKED: Asked[] = [
  { who: 0, kind: 'export', daysAgo: 4, by: 'portal', verifiedBy: 'Entrou no portal com a própria conta' },
  { who: 1, kind: 'erasure', daysAgo: 12, by: 'staff', verifiedBy: 'Retorno ao celular cadastrado' },
  {
    who: 2,
    kind: 'correction',
    daysAgo: 41,
    by: 'staff',
    verifiedBy: 'E-mail do endereço conhecido',
    ended: { state: 'done', days: 2, reason: 'Sobrenome corrigido.' },
  },
  {
    who: 3,
    kind: 'export',
    daysAgo: 63,
    by: 'staff',
    verifiedBy: 'RG apresentado na recepção',
    ended: { state: 'done', days: 5, reason: 'Entregue em mãos.' },
  },
];

/** What people of the firm asked about their data, what is held, and how long things are kept. */
export async function seedPrivacy(app: INestApplication, now: number): Promise<void> {
  await app.get(Work, { strict: false }).run(async (tx) => {
    const dice = new Dice('privacy');
    const people = await tx.query<{ id: string }>(
      `select id from contacts where company_id is not null and deleted_at is null and merged_into_id is null order by id desc limit 40`,
    );
    const [helena] = await tx.query<{ id: string }>('select id from users where email = $1', [`helena@${FIRM.domain}`]);
    const [grace] = await tx.query<{ id: string }>('select id from users where email = $1', [`grace@${FIRM.domain}`]);
    if (people.length < 12 || !helena || !grace) return;
    const idOf = (who: number): string => people[who * 3]!.id;
    for (const asked of ASKED) await ask(tx, dice, now, idOf(asked.who), helena.id, asked);
    await tx.query(
      `insert into privacy_holds (id, contact_id, reason, made_by, at) values ($1, $2, 'Processo 1032-77/2026, danos em equipamento', $3, $4)`,
      [idAt(now - 30 * DAY, dice), idOf(6), helena.id, iso(now - 30 * DAY)],
    );
    await tx.query(`update contacts set restricted_at = $2 where id = $1`, [idOf(7), iso(now - 9 * DAY)]);
    await tx.query(`update contacts set special = true where id = $1`, [idOf(0)]);
    for (const [user, place, hours, times] of [
      [grace.id, 'ticket', 3, 2],
      [helena.id, 'contact', 27, 1],
      [grace.id, 'contact', 52, 4],
    ] as const) {
      const at = now - hours * HOUR;
      await tx.query(
        `insert into contact_views (contact_id, user_id, hour, place, times, last_at) values ($1, $2, $3, $4, $5, $6)`,
        [idOf(0), user, iso(at - (at % HOUR)), place, times, iso(at)],
      );
    }
    await consents(tx, dice, now, idOf(0), helena.id);
    await keeping(tx, dice, now, helena.id);
  });
}

async function ask(tx: Tx, dice: Dice, now: number, contactId: string, by: string, asked: Asked): Promise<void> {
  const at = now - asked.daysAgo * DAY;
  const endedAt = asked.ended ? iso(at + asked.ended.days * DAY) : null;
  await tx.query(
    `insert into privacy_requests (id, contact_id, kind, law, state, came_by, verified_by, reason, received_at, due_at, ended_at,
       made_by, created_at, updated_at)
     values ($1, $2, $3, 'lgpd', $4, $5, $6, $7, $8, $9, $10, $11, $8, $8)`,
    [
      idAt(at, dice),
      contactId,
      asked.kind,
      asked.ended?.state ?? 'open',
      asked.by,
      asked.verifiedBy,
      asked.ended?.reason ?? null,
      iso(at),
      dueAfter(new Date(at), 'lgpd').toISOString(),
      endedAt,
      asked.by === 'staff' ? by : null,
    ],
  );
}

async function consents(tx: Tx, dice: Dice, now: number, contactId: string, by: string): Promise<void> {
  const said = [
    { days: 200, state: 'given', wording: 'Aceito receber novidades da Jacarandá por e-mail.', version: '2026-01' },
    { days: 18, state: 'withdrawn', wording: 'Não quero mais receber novidades.', version: '2026-01' },
  ];
  for (const [index, { days, state, wording, version }] of said.entries()) {
    await tx.query(
      `insert into consents (id, contact_id, purpose, state, wording, wording_version, proof, by_id, at, recorded_at, superseded_at)
       values ($1, $2, 'broadcasts', $3, $4, $5, $6, $7, $8, $8, $9)`,
      [
        idAt(now - days * DAY, dice),
        contactId,
        state,
        wording,
        version,
        index === 0 ? 'Formulário da visita de instalação' : 'Ligação com Helena',
        by,
        iso(now - days * DAY),
        index === 0 ? iso(now - 18 * DAY) : null,
      ],
    );
  }
}

async function keeping(tx: Tx, dice: Dice, now: number, by: string): Promise<void> {
  for (const [category, days] of [
    ['originals', 365],
    ['visitors', 90],
    ['views', 730],
  ] as const) {
    await tx.query('insert into retention_rules (category, days, changed_by, updated_at) values ($1, $2, $3, $4)', [
      category,
      days,
      by,
      iso(now - 60 * DAY),
    ]);
  }
  for (const [daysAgo, count] of [
    [1, 4],
    [3, 11],
  ] as const) {
    const at = now - daysAgo * DAY;
    await tx.query(`insert into retention_runs (id, category, before, count, at) values ($1, 'visitors', $2, $3, $4)`, [
      idAt(at, dice),
      iso(at - 90 * DAY),
      count,
      iso(at),
    ]);
  }
}
