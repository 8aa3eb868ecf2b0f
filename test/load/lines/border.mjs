/** What is another company's is not there, and takes as long to be not there as what nobody ever had: time tells nothing either. */
import { randomUUID } from 'node:crypto';
import { Times } from '../measure.mjs';

const KINDS = { tickets: 'tickets', equipment: 'equipment', invoices: 'invoices' };

/** `customer` is signed in to the portal, for `company`. In turns, so that whatever else the machine does meets both. */
export async function measureBorder({ customer, db, company, report, size }) {
  report.section('Across the border of the portal: 404, and in the same time');
  for (const [path, table] of Object.entries(KINDS)) {
    const { rows: theirs } = await db.query(
      `select id from ${table} where company_id <> $1 order by id desc limit 50`,
      [company],
    );
    const [others, nobodys] = [new Times(), new Times()];
    const ask = async (id, times) => {
      const began = performance.now();
      const { status } = await customer.send('GET', `/portal/${path}/${id}`);
      times?.add(performance.now() - began);
      report.expect(status === 404, `/portal/${path} answered ${status} for what is not theirs`);
    };
    for (let at = 0; at < size.samples + 20; at += 1) {
      const isWarm = at >= 20;
      const turn = [
        () => ask(theirs[at % theirs.length].id, isWarm ? others : null),
        () => ask(randomUUID(), isWarm ? nobodys : null),
      ];
      for (const one of at % 2 ? turn : turn.reverse()) await one();
    }
    report.figure({
      what: `${path}: another company's, p50`,
      value: others.p50,
      unit: 'ms',
      aim: { atMost: Number((nobodys.p50 * 1.1).toFixed(2)) },
      floor: { what: "nobody's", value: nobodys.p50 },
    });
  }
}
