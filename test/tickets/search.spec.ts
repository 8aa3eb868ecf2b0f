import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { agent, lead, makeTeam, type Person } from '../harness/people.js';

interface Found {
  tickets: { id: string; snippet: string | null }[];
  contacts: { id: string; name: string; reach: string }[];
  companies: { id: string }[];
}

/** Words are learnt a moment after they were said. */
async function eventually(holds: () => Promise<void>, until = Date.now() + 5_000): Promise<void> {
  try {
    await holds();
  } catch (error) {
    if (Date.now() > until) throw error;
    await new Promise((done) => setTimeout(done, 50));
    await eventually(holds, until);
  }
}

describe('search', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
  });
  afterAll(() => app.close());

  const find = async (q: string, who = boss): Promise<Found> => {
    const answer = await who.get<Found>(`/search?q=${encodeURIComponent(q)}`);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const tickets = async (q: string, who = boss): Promise<string[]> => (await find(q, who)).tickets.map((t) => t.id);

  it('finds what was said, without accents, unfinished and misspelt', async () => {
    const { ticket } = await make.letter({ subject: 'Socorro', text: 'A impressora da recepção não imprime nada.' });
    await eventually(async () => expect(await tickets('impresora')).toEqual([ticket.id]));

    for (const q of [
      'impressora',
      'RECEPCAO',
      'impressora recepção',
      'impressora recep',
      'impresora',
      'imprssora recepçao',
    ]) {
      expect([q, await tickets(q)]).toEqual([q, [ticket.id]]);
    }
    expect((await find('recepcao')).tickets[0]!.snippet).toContain('impressora da recepção');
    expect(await tickets('impressora azul')).toEqual([]);
  });

  it('finds subjects, numbers, people and companies', async () => {
    const company = await make.company('Padaria Estrela');
    const contact = await make.contact({ name: 'Conceição Araújo', email: 'cona@estrela.example' });
    const ticket = await make.ticket({ subject: 'Forno elétrico', contactId: contact.id, companyId: company.id });

    for (const q of [
      'eletrico',
      `${ticket.number}`,
      `#${ticket.number}`,
      'conceicao',
      'Conceisão',
      'estrela',
      'cona@estrela',
    ]) {
      expect([q, await tickets(q)]).toEqual([q, [ticket.id]]);
    }
    expect((await find('araujo')).contacts).toMatchObject([{ id: contact.id, reach: 'cona@estrela.example' }]);
    expect((await find('padaria')).companies).toMatchObject([{ id: company.id }]);
    expect((await boss.get<Found>('/search?q=padaria&types=contacts')).body).toMatchObject({
      tickets: [],
      companies: [],
    });
  });

  it('narrows lists too', async () => {
    const { ticket } = await make.letter({ subject: 'Ventilador', text: 'Faz barulho estranho.' });

    for (const q of ['barulho', 'ventilador', String(ticket.number)]) {
      const page = await boss.get<{ items: { id: string }[] }>(`/tickets?q=${q}&status=unsolved`);
      expect(page.body.items.map((row) => row.id)).toEqual([ticket.id]);
    }
    expect((await boss.get<{ items: object[] }>('/tickets?q=barulho&status=solved')).body.items).toEqual([]);
  });

  it('shows nothing of tickets that one does not see', async () => {
    const [ours, theirs] = [await makeTeam(app), await makeTeam(app)];
    const ana = await agent(app, { teamIds: [ours.id] });
    const { ticket } = await make.letter({ subject: 'Segredo', text: 'Palavra xilofone.', teamId: theirs.id });

    for (const q of ['segredo', 'xilofone', String(ticket.number)]) {
      expect(await tickets(q)).toEqual([ticket.id]);
      expect(await tickets(q, ana)).toEqual([]);
    }
  });

  it.each([`' | '`, '!!!', '&', `\\`, `a:*`, '(', '日本', '%', `x'; select 1`, 'a'.repeat(200)])(
    'takes %j as it is',
    async (q) => {
      await find(q);
    },
  );
});
