import type { DealView } from '../../src/sales/deals/deal.dto.js';
import type { DealTimelinePage } from '../../src/sales/deals/timeline.dto.js';
import type { ProposalView } from '../../src/sales/proposals/proposal.dto.js';
import { ProposalLetters } from '../../src/sales/proposals/proposal-letters.service.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { Make } from '../harness/make.js';
import { lead, signIn, type Person } from '../harness/people.js';

const DAY = 86_400_000;

describe('proposals by mail', () => {
  let app: TestApp;
  let make: Make;
  let julia: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    const stages = [{ name: 'First contact', probability: 10 }];
    await (await lead(app)).post('/pipelines', { name: 'Rental', currency: 'BRL', stages });
    julia = await signIn(app, 'sales');
  });
  afterAll(() => app.close());

  async function drafted(more: object = {}): Promise<ProposalView> {
    const contactId = (await make.contact({ name: 'Ana Souza' })).id;
    const deal = { title: 'Cameras', prospect: 'Clínica Sul', contactId, ...more };
    const { id } = (await julia.post<DealView>('/deals', deal)).body;
    const lines = [{ text: 'Camera', quantity: 2, amount: 10_000, period: 'month' }];
    return (await julia.post<ProposalView>('/proposals', { dealId: id, months: 12, language: 'en', lines })).body;
  }
  const send = async ({ id, version }: ProposalView, more: object = { mail: true }): Promise<ProposalView> => {
    const { status } = await julia.post(`/proposals/${id}/send`, { version, ...more });
    expect(status).toBe(200);
    await app.settle();
    return look(id);
  };
  const look = async (id: string): Promise<ProposalView> => (await julia.get<ProposalView>(`/proposals/${id}`)).body;
  const said = (id: string): Promise<{ subject: string; text: string; name: string | null; conversation: string }[]> =>
    app.db.query(
      `select m.subject, m.text, a.name, m.conversation_id as conversation from messages m left join attachments a on a.message_id = m.id
       where m.meta -> 'proposal' ->> 'id' = $1 order by m.id`,
      [id],
    );
  const timeline = async ({ deal }: ProposalView) =>
    (await julia.get<DealTimelinePage>(`/deals/${deal.number}/timeline`)).body.items;

  it('say why they could not be sent, and are sent once somebody mended it', async () => {
    const sent = await send(await drafted());
    expect(sent.letters).toMatchObject([{ kind: 'offer', problem: 'no_line' }]);
    await make.inbox();

    await julia.post(`/proposals/${sent.id}/mail`);

    expect((await look(sent.id)).letters).toMatchObject([{ kind: 'offer', problem: null, state: 'queued' }]);
    const nobody = await send(await drafted({ contactId: undefined }));
    expect(nobody.letters).toMatchObject([{ problem: 'no_contact' }]);
  });

  it('go out with their link and PDF, and stand with their answers on the deal', async () => {
    const sent = await send(await drafted());
    await app.get(ProposalLetters).sent({ proposalId: sent.id, mail: true });

    const [letter, ...more] = await said(sent.id);
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ subject: `Proposal ${sent.number}: Cameras`, name: `${sent.number}.pdf` });
    expect(letter!.text).toContain(sent.url!);
    expect(letter!.text).toContain('2,400.00');
    const { ticketId } = sent.letters[0]!;
    await make.said(ticketId!, { id: letter!.conversation, channel: 'email' }, 'Is the mast included?');
    const entries = await timeline(sent);
    expect(entries.find(({ message }) => message?.direction === 'in')!.message!.text).toBe('Is the mast included?');
    expect(entries.find(({ event }) => event?.type === 'proposal.mailed')).toBeDefined();
  });

  it('remind once, in the same thread, before their last day, and never who answered', async () => {
    const [waiting, silent, accepted] = [
      await send(await drafted()),
      await send(await drafted(), { mail: true, remindDays: null }),
      await send(await drafted()),
    ];
    const unmailed = await send(await drafted(), {});
    const link = `${app.url}${new URL(accepted.url!).pathname}`;
    await fetch(link, { method: 'POST', body: new URLSearchParams({ choice: 'accept', name: 'Ana Souza' }) });
    await app.get(ProposalLetters).remind();
    expect((await look(waiting.id)).letters).toHaveLength(1);
    passed(app, 28 * DAY);
    julia = await signIn(app, 'sales');

    await Promise.all([app.get(ProposalLetters).remind(), app.get(ProposalLetters).remind()]);
    await app.get(ProposalLetters).remind();

    const [offer, reminder, ...more] = await said(waiting.id);
    expect(more).toEqual([]);
    expect(reminder).toMatchObject({
      subject: expect.stringContaining('is good until'),
      conversation: offer!.conversation,
    });
    for (const { id } of [silent, accepted, unmailed]) {
      expect((await look(id)).letters.filter(({ kind }) => kind === 'reminder')).toEqual([]);
    }
  });

  it('are mailed by nobody who may only read, and not once they are taken back', async () => {
    const { id, version } = await send(await drafted(), {});
    expect((await (await signIn(app, 'analyst')).post(`/proposals/${id}/mail`)).status).toBe(403);
    await julia.post(`/proposals/${id}/revoke`, { version });
    expect((await julia.post(`/proposals/${id}/mail`)).body).toMatchObject({ code: 'proposal_not_out' });
    expect(await said(id)).toEqual([]);
  });
});
