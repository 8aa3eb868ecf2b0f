/** What asking the rules costs a new ticket: opened with the rules that every desk begins with, and without. */

const COMPANY = { name: 'Load', segment: 'iot-analytics' };

export async function measureRules({ api, report, size }) {
  report.section(`Rules: ${size.samples} tickets opened with them, ${size.samples} without, in turns`);
  const company = await api.post('/companies', COMPANY);
  const contact = await api.post('/contacts', {
    name: 'Ana',
    companyId: company.id,
    identities: [{ kind: 'email', value: 'ana@rules-load.example' }],
  });
  const rules = (await api.get('/rules')).items;
  const turn = async (active) => {
    for (const { id } of rules) await api.patch(`/rules/${id}`, { active });
  };
  const open = async (priority) => {
    const began = performance.now();
    await api.post('/tickets', {
      subject: 'The router is dead',
      contactId: contact.id,
      text: 'Since this morning nothing works in the shop, and the customers are waiting.',
      priority,
    });
    return performance.now() - began;
  };
  // `asked`: none acts, because the priority is high already. `acted`: one raises it, and is logged.
  const times = { off: [], asked: [], acted: [] };
  for (let round = 0; round < 4; round += 1) {
    for (const name of ['off', 'asked', 'acted']) {
      await turn(name !== 'off');
      for (let n = 0; n < 10; n += 1) await open('high');
      for (let n = 0; n < size.samples / 4; n += 1) times[name].push(await open(name === 'acted' ? 'normal' : 'high'));
    }
  }
  await turn(true);
  report.figure({ what: 'opening a ticket without rules, p50', value: median(times.off), unit: 'ms' });
  report.figure({
    what: 'added by asking the rules, p50',
    value: median(times.asked) - median(times.off),
    unit: 'ms',
    aim: { atMost: 3 },
  });
  report.figure({
    what: 'added where one acts and is logged, p50',
    value: median(times.acted) - median(times.off),
    unit: 'ms',
  });
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
