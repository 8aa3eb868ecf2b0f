import type { INestApplication } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { Dice } from './dice.js';
import { FIRM, LINES, type LineKey, type PersonKey } from './firm.js';
import { DAY, HOUR, idAt, MINUTE, working } from './moments.js';
import { iso } from './rows.js';

type PostingLine = Extract<LineKey, 'messenger' | 'telegram'>;

interface DemoPost {
  text: string;
  link?: string;
  lines: PostingLine[];
  author: PersonKey;
  /** How long ago it went out; less than nothing: when it will. */
  ago: number;
  state: 'done' | 'planned' | 'awaiting';
  /** What customers have said lately on the page was said under it. */
  commented?: true;
}

const POSTS: DemoPost[] = [
  {
    text: 'Novo na locação: kit com quatro câmeras, gravador e nobreak. A gente instala no mesmo dia na Grande São Paulo, e o aluguel começa em uma semana. Pergunte aqui embaixo!',
    link: `https://${FIRM.domain}/locacao/cameras`,
    lines: ['messenger'],
    author: 'duarte',
    ago: 16 * DAY + 3 * HOUR,
    state: 'done',
    commented: true,
  },
  {
    text: 'Dica da Lívia: a impressora térmica imprime em branco? Antes de abrir um chamado, veja se a bobina não está do avesso. O lado que marca com a unha fica para cima.',
    lines: ['messenger', 'telegram'],
    author: 'livia',
    ago: 3 * DAY + 5 * HOUR,
    state: 'done',
  },
  {
    text: 'Na próxima terça, das 22h às 23h30, trocamos o equipamento de rede do nosso data center. Os painéis de IoT ficam fora do ar por alguns minutos; os alarmes e a mesa de segurança seguem funcionando.',
    lines: ['telegram', 'messenger'],
    author: 'caua',
    ago: -2 * DAY,
    state: 'planned',
  },
  {
    text: 'We speak English, too: ask for a quote for your next event, with laptops, tablets and Wi-Fi, delivered and set up the day before.',
    link: `https://${FIRM.domain}/en/events`,
    lines: ['messenger', 'telegram'],
    author: 'grace',
    ago: -1 * DAY,
    state: 'awaiting',
  },
];

const OPINIONS = [
  {
    ago: 2 * DAY,
    verdict: 'positive',
    text: 'Trocaram o roteador da loja em menos de duas horas, num sábado. Recomendo de olhos fechados.',
  },
  {
    ago: 9 * DAY,
    verdict: 'negative',
    text: 'O equipamento é bom, mas esperei três dias por uma resposta do financeiro.',
    before: { verdict: 'positive', text: 'Equipamento bom.' },
  },
  { ago: 20 * DAY, verdict: 'positive', text: 'Kind and quick. They even taught our staff to use the tablets.' },
];

/** What the firm says to everybody, what is said under it, and what people think of the firm. */
export async function seedPosts(app: INestApplication, now: number, inboxIds: Record<LineKey, string>): Promise<void> {
  const dice = new Dice('posts');
  await app.get(Work, { strict: false }).run(async (tx) => {
    for (const post of POSTS) await write(tx, post, now, inboxIds, dice);
    await opinions(tx, now, inboxIds.messenger, dice);
  });
}

async function write(
  tx: Tx,
  { text, link, lines, author, ago, state, commented }: DemoPost,
  now: number,
  inboxIds: Record<LineKey, string>,
  dice: Dice,
): Promise<void> {
  const at = working(now - ago, dice);
  const madeAt = Math.min(at, now) - dice.between(3, 20) * HOUR;
  const id = idAt(madeAt, dice);
  const approved = state !== 'awaiting';
  const [{ author_id, approver_id } = { author_id: null, approver_id: null }] = await tx.query<{
    author_id: string | null;
    approver_id: string | null;
  }>(
    `select (select id from users where email = $1) as author_id, (select id from users where email = $2) as approver_id`,
    [`${author}@${FIRM.domain}`, `otavio@${FIRM.domain}`],
  );
  await tx.query(
    `insert into posts (id, text, link, state, planned_at, zone, author_id, asked_at, approved_by, approved_at, started_at, version, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 3, $12, $8)`,
    [
      id,
      text,
      link ?? null,
      state,
      ago < 0 ? iso(at) : null,
      ago < 0 ? FIRM.timeZone : null,
      author_id,
      iso(madeAt + 20 * MINUTE),
      approved ? approver_id : null,
      approved ? iso(madeAt + 90 * MINUTE) : null,
      state === 'done' ? iso(at) : null,
      iso(madeAt),
    ],
  );
  for (const line of lines) {
    const externalId = state === 'done' ? idOn(line, dice) : null;
    await tx.query(
      `insert into post_targets (id, post_id, inbox_id, state, external_id, attempts, tried_at, published_at)
       values ($1, $2, $3, $4, $5, $6, $7, $7)`,
      [
        idAt(madeAt, dice),
        id,
        inboxIds[line],
        state === 'done' ? 'published' : 'chosen',
        externalId,
        state === 'done' ? 1 : 0,
        state === 'done' ? iso(at) : null,
      ],
    );
    if (commented && externalId) await putUnder(tx, externalId, inboxIds[line], iso(at));
  }
}

const idOn = (line: PostingLine, dice: Dice): string =>
  line === 'messenger'
    ? `${String((LINES.messenger.settings as { pageId: string }).pageId)}_${dice.between(10_000_000, 99_999_999)}`
    : `-1005500013:${dice.between(100, 999)}`;

/** What was said in public on the page since. */
async function putUnder(tx: Tx, externalId: string, inboxId: string, since: string): Promise<void> {
  await tx.query(
    `update messages m set meta = m.meta || jsonb_build_object('about', 'comment', 'post', $1::text)
     from conversations c where c.id = m.conversation_id and c.public and c.inbox_id = $2 and m.direction = 'in' and m.at > $3`,
    [externalId, inboxId, since],
  );
}

/** Of customers who are known on the page. */
async function opinions(tx: Tx, now: number, inboxId: string, dice: Dice): Promise<void> {
  const givers = await tx.query<{ id: string; contact_id: string; value: string }>(
    `select i.id, i.contact_id, i.value from contact_identities i join contacts c on c.id = i.contact_id
     where i.scope = $1::uuid::text and i.valid_to is null and c.company_id is not null order by i.value limit $2`,
    [inboxId, OPINIONS.length],
  );
  for (const [index, giver] of givers.entries()) {
    const { ago, verdict, text, before } = OPINIONS[index]!;
    const at = now - ago;
    const earlier = before ? [{ ...before, until: iso(at) }] : [];
    await tx.query(
      `insert into feedback (id, inbox_id, channel, external_id, contact_id, identity_id, verdict, text, earlier, given_at, changed_at)
       values ($1, $2, 'messenger', $3, $4, $5, $6, $7, $8, $9, $9)`,
      [
        idAt(at, dice),
        inboxId,
        `rating:${giver.value}`,
        giver.contact_id,
        giver.id,
        verdict,
        text,
        JSON.stringify(earlier),
        iso(at),
      ],
    );
  }
}
