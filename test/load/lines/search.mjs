/** Search over everything that was ever said. */
import { timed } from '../measure.mjs';

export async function measureSearch({ api, floor, report, size, world }) {
  const { rows } = await floor.product.query('select count(*)::int as messages from messages');
  report.section(`Search: ${rows[0].messages.toLocaleString('en')} messages`);
  // The cheapest way to rows that are known already: what is above it is the price of finding them.
  const bare = await timed(
    (at) =>
      floor.product.query(
        'select t.id, t.subject, m.text from messages m join tickets t on t.id = m.ticket_id where m.ticket_id = any($1)',
        [Array.from({ length: 20 }, (_, which) => world.ticket((at * 7_919 + which * 104_729) % world.count).id)],
      ),
    { times: size.samples },
  );
  for (const [what, words] of Object.entries(world.searches)) {
    const path = `/search?q=${encodeURIComponent(words)}`;
    const found = await api.get(path);
    report.expect(found.tickets.length > 0, `a search for a ${what} finds nothing`);
    const times = await timed(() => api.get(path), { times: size.samples, warmUp: 5 });
    report.figure({
      what: `${what}, p95`,
      value: times.p95,
      unit: 'ms',
      aim: { atMost: 100 },
      floor: { what: 'bare SQL, 20 rows by key', value: bare.p95 },
    });
  }
}
