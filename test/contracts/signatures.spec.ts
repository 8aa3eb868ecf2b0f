import type { ContractHistory, ContractView } from '../../src/contracts/contract.dto.js';
import type { SignatureList } from '../../src/contracts/contract-signature.dto.js';
import type { DealView } from '../../src/sales/deals/deal.dto.js';
import type { PipelineView } from '../../src/sales/pipelines/pipeline.dto.js';
import type { ProposalView } from '../../src/sales/proposals/proposal.dto.js';
import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { agent, lead, signIn, type Person } from '../harness/people.js';

describe('signatures of a contract', () => {
  let app: TestApp;
  let boss: Person;
  let julia: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    boss = await lead(app);
    julia = await signIn(app, 'sales');
  });
  afterAll(() => app.close());

  async function contract(): Promise<ContractView> {
    const company = (await boss.post<{ id: string }>('/companies', { name: 'Loja do Porto' })).body;
    const { status, body } = await boss.post<ContractView>('/contracts', {
      companyId: company.id,
      kind: 'service',
      term: 'long',
      startsOn: '2026-03-01',
    });
    expect(status).toBe(201);
    return body;
  }
  const ANA = { side: 'customer', name: ' Ana Souza ', role: 'Director', signedOn: '2026-02-27' };
  const OURS = { side: 'house', name: 'Julia', signedOn: '2026-02-26' };
  const path = ({ id }: { id: string }): string => `/contracts/${id}/signatures`;
  const history = async ({ id }: { id: string }): Promise<[string, unknown][]> =>
    (await boss.get<ContractHistory>(`/contracts/${id}/history`)).body.items.map(({ type, data }) => [type, data.name]);

  it('are written down for both sides, in the order of their days, and taken back', async () => {
    const signed = await contract();

    expect((await julia.post(path(signed), ANA)).status).toBe(201);
    const both = (await julia.post<SignatureList>(path(signed), OURS)).body.items;

    expect(both).toMatchObject([
      { side: 'house', name: 'Julia', role: null, signedOn: '2026-02-26', way: 'paper', by: julia.name },
      { side: 'customer', name: 'Ana Souza', role: 'Director', signedOn: '2026-02-27', proposalId: null },
    ]);
    expect((await julia.delete(`${path(signed)}/${both[0]!.id}`)).status).toBe(204);
    expect((await julia.get<SignatureList>(path(signed))).body.items).toMatchObject([{ name: 'Ana Souza' }]);
    expect((await history(signed)).slice(0, 3)).toEqual([
      ['signature-removed', 'Julia'],
      ['signed', 'Julia'],
      ['signed', 'Ana Souza'],
    ]);
  });

  const scan = async ({ id }: { id: string }, name: string): Promise<string> => {
    const form = new FormData();
    form.append('file', new Blob([`${name} signed`]), name);
    const { status, body } = await julia.post<{ items: { id: string }[] }>(`/contracts/${id}/files`, form);
    expect(status).toBe(201);
    return body.items[0]!.id;
  };

  it('lead to the document of the contract that was signed, which stays while they do', async () => {
    const signed = await contract();
    const fileId = await scan(signed, 'both-sides.txt');
    const [ours] = (await julia.post<SignatureList>(path(signed), { ...OURS, fileId })).body.items;
    const [, theirs] = (await julia.post<SignatureList>(path(signed), ANA)).body.items;
    const file = { id: fileId, name: 'both-sides.txt' };
    expect([ours, theirs]).toMatchObject([{ file }, { file: null }]);

    const later = await julia.put<SignatureList>(`${path(signed)}/${theirs!.id}/document`, { fileId });

    expect(later.body.items.map((one) => one.file)).toEqual([file, file]);
    expect((await julia.delete(`/contracts/${signed.id}/files/${fileId}`)).body).toMatchObject({ code: 'file_signed' });
    for (const one of [ours, theirs]) {
      expect((await julia.put(`${path(signed)}/${one!.id}/document`, { fileId: null })).status).toBe(200);
    }
    expect((await julia.delete(`/contracts/${signed.id}/files/${fileId}`)).status).toBe(204);
  });

  it('lead to no document of another contract, and by nobody who may only read', async () => {
    const [signed, other] = [await contract(), await contract()];
    const [fileId, strange] = [await scan(signed, 'ours.txt'), await scan(other, 'other.txt')];
    const [one] = (await julia.post<SignatureList>(path(signed), ANA)).body.items;
    const document = `${path(signed)}/${one!.id}/document`;

    expect((await julia.post(path(signed), { ...OURS, fileId: strange })).status).toBe(422);
    expect((await julia.put(document, { fileId: strange })).status).toBe(422);
    expect((await julia.put(document, {})).status).toBe(422);
    expect((await julia.put(`${path(other)}/${one!.id}/document`, { fileId: strange })).status).toBe(404);
    expect((await (await agent(app)).put(document, { fileId })).status).toBe(403);
    expect((await julia.get<SignatureList>(path(signed))).body.items).toMatchObject([{ file: null }]);
  });

  it('come by themselves with a proposal that is accepted by its link, once, and stay', async () => {
    const stages = [{ name: 'First contact', probability: 10 }];
    await boss.post<PipelineView>('/pipelines', { name: 'Rental', currency: 'BRL', stages });
    const contactId = (await new Make(app).contact()).id;
    const deal = (await julia.post<DealView>('/deals', { title: 'Cameras', prospect: 'Farmácias', contactId })).body;
    const lines = [{ text: 'Camera', quantity: 2, amount: 9_900, period: 'month' }];
    const draft = (await julia.post<ProposalView>('/proposals', { dealId: deal.id, months: 12, lines })).body;
    const sent = (await julia.post<ProposalView>(`/proposals/${draft.id}/send`, { version: draft.version })).body;
    const accept = () =>
      fetch(`${app.url}${new URL(sent.url!).pathname}`, {
        method: 'POST',
        body: new URLSearchParams({ choice: 'accept', name: 'Paulo Reis' }),
      });

    await Promise.all([accept(), accept(), accept()]);

    const won = (await julia.get<DealView>(`/deals/${deal.id}`)).body.contract!;
    const { items } = (await julia.get<SignatureList>(path(won))).body;
    expect(items).toMatchObject([
      { side: 'customer', way: 'link', name: 'Paulo Reis', proposalId: sent.id, proposalRef: sent.number },
    ]);
    const { status, body } = await boss.delete(`${path(won)}/${items[0]!.id}`);
    expect({ status, body }).toMatchObject({ status: 409, body: { code: 'signed_by_link' } });
    const fileId = await scan(won, 'another.txt');
    expect((await boss.put(`${path(won)}/${items[0]!.id}/document`, { fileId })).status).toBe(409);
    const paper = `${path(won)}/${items[0]!.id}/proposal`;
    const dispatcher = await signIn(app, 'dispatcher');
    expect((await dispatcher.get(`/proposals/${sent.id}/pdf`)).status).toBe(403);
    const { headers } = await dispatcher.get(paper);
    expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      'application/pdf',
      `attachment; filename*=UTF-8''${sent.number}.pdf`,
    ]);
    const onPaper = (await julia.post<SignatureList>(path(won), OURS)).body.items.find(({ way }) => way === 'paper');
    expect((await dispatcher.get(`${path(won)}/${onPaper!.id}/proposal`)).status).toBe(404);
    expect((await dispatcher.get(paper.replace(won.id, (await contract()).id))).status).toBe(404);
  });

  it('are written by nobody who may not write contracts, and belong to one contract', async () => {
    const [signed, other] = [await contract(), await contract()];
    const [one] = (await julia.post<SignatureList>(path(signed), ANA)).body.items;
    const ines = await agent(app);

    expect((await ines.get(path(signed))).status).toBe(200);
    expect((await ines.post(path(signed), ANA)).status).toBe(403);
    expect((await ines.delete(`${path(signed)}/${one!.id}`)).status).toBe(403);
    expect((await julia.delete(`${path(other)}/${one!.id}`)).status).toBe(404);
    expect((await julia.post(path({ id: '01900000-0000-7000-8000-00000000dead' }), ANA)).status).toBe(404);
    for (const wrong of [{ side: 'both' }, { name: '' }, { name: '  ' }, { signedOn: '2026-02-30' }]) {
      expect((await julia.post(path(signed), { ...ANA, ...wrong })).status).toBe(422);
    }
  });
});
