/** The queue: what an agent looks at all day. */
import { timed } from '../measure.mjs';

const ROWS = 50;
const VIEWS = 8;
/** What a page needs at the very least: the rows with customer and team, in the order of an index. */
const BARE_PAGE = `
  select t.*, s.name as status, c.name as contact, co.name as company, tm.name as team
  from tickets t
  join statuses s on s.id = t.status_id
  join contacts c on c.id = t.contact_id
  left join companies co on co.id = t.company_id
  left join teams tm on tm.id = t.team_id
  where t.merged_into_id is null and t.category not in ('solved', 'closed')
  order by t.updated_at desc, t.id desc limit ${ROWS}`;
const BARE_COUNT = `
  select count(*) from (select 1 from tickets where merged_into_id is null and category not in ('solved', 'closed') limit 1000) as open`;

export async function measureQueue({ api, floor, report, size }) {
  report.section(`Queue: ${size.tickets.toLocaleString('en')} tickets, ${ROWS} rows with customer and team`);
  const page = await timed(() => floor.product.query({ name: 'page', text: BARE_PAGE }), { times: size.samples });
  const bare = { what: 'bare SQL', value: page.p95 };

  const open = `/tickets?view=all-open&sort=updated&limit=${ROWS}`;
  await figure('open tickets, first page, p95', open);
  await figure('open tickets, deep page, p95', `${open}&cursor=${await deepCursor(api, open, size)}`);
  const due = `/tickets?view=all-open&sort=due&limit=${ROWS}`;
  await figure('open tickets by due time, first page, p95', due);
  await figure('open tickets by due time, deep page, p95', `${due}&cursor=${await deepCursor(api, due, size)}`);
  const all = `/tickets?sort=created&limit=${ROWS}`;
  await figure('all tickets, first page, p95', all);
  await figure('all tickets, deep page, p95', `${all}&cursor=${await deepCursor(api, all, size)}`);

  await makeViews(api, VIEWS);
  const count = await timed(() => floor.product.query({ name: 'count', text: BARE_COUNT }), { times: size.samples });
  const counts = await timed(() => api.get('/views/counts'), { times: size.samples });
  report.figure({
    what: `counts for ${VIEWS} views, p95`,
    value: counts.p95,
    unit: 'ms',
    aim: { atMost: 15 },
    floor: { what: `bare SQL, one count × ${VIEWS}`, value: count.p95 * VIEWS },
  });

  /** A desk that has worked for years is warm: the first of these figures must not pay for the compiler. */
  async function figure(what, path) {
    const { items } = await api.get(path);
    report.expect(items.length === ROWS, `${what}: ${items.length} rows instead of ${ROWS}`);
    report.expect(
      items.every((row) => row.contact?.name && row.team?.name),
      `${what}: rows without customer or team`,
    );
    const times = await timed(() => api.get(path), { times: size.samples, warmUp: size.samples });
    report.figure({ what, value: times.p95, unit: 'ms', aim: { atMost: 15 }, floor: bare });
  }
}

/** Half way down the list, as somebody gets there who scrolls: page after page. */
async function deepCursor(api, path, { tickets }) {
  const pages = Math.min(100, Math.ceil(tickets / 20_000) * 2);
  let cursor = '';
  for (let at = 0; at < pages; at += 1) {
    const page = await api.get(`${path.replace(/limit=\d+/, 'limit=200')}${cursor && `&cursor=${cursor}`}`);
    if (!page.nextCursor) break;
    cursor = encodeURIComponent(page.nextCursor);
  }
  return cursor;
}

async function makeViews(api, wanted) {
  const there = await api.get('/views/counts');
  const priorities = ['low', 'normal', 'high', 'urgent'];
  for (let at = there.length; at < wanted; at += 1)
    await api.post('/views', {
      name: `View ${at}`,
      filter: { status: ['unsolved'], priority: [priorities[at % 4]] },
      sort: 'due',
      shared: false,
    });
}
