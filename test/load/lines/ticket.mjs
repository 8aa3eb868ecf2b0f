/** Opening the ticket that went on for ever, as the console does: the ticket and the newest messages at once. */
import { timed } from '../measure.mjs';

const PAGE = 50;

export async function measureTicket({ api, floor, report, size, world }) {
  report.section(`Ticket: ${size.longTicketMessages.toLocaleString('en')} messages`);
  const { id, number, messages } = world.ticket(world.longTicket);
  const page = `/tickets/${number}/messages?before=${messages + 1}&limit=${PAGE}`;
  const { items } = await api.get(page);
  report.expect(items.length === PAGE && items.at(-1).seq === messages, 'the newest messages are not the newest');
  const bare = await timed(
    () =>
      floor.product.query({
        name: 'messages',
        text: `select * from messages where ticket_id = $1 order by ticket_seq desc limit ${PAGE}`,
        values: [id],
      }),
    { times: size.samples },
  );
  const times = await timed(() => Promise.all([api.get(`/tickets/${number}`), api.get(page)]), { times: size.samples });
  report.figure({
    what: `the ticket and its newest ${PAGE} messages, p95`,
    value: times.p95,
    unit: 'ms',
    aim: { atMost: 25 },
    floor: { what: 'bare SQL', value: bare.p95 },
  });
}
