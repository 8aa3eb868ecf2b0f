import { simpleParser } from 'mailparser';
import { MailLab } from './mail-lab.js';

let lab: MailLab;
beforeAll(async () => {
  lab = await MailLab.open();
  await lab.inbox();
});
afterAll(() => lab.close());

describe('a conversation by mail', () => {
  it('goes in, out and back on one ticket', async () => {
    await lab.deliver({
      from: 'Ana Souza <ana@customer.example>',
      subject: 'Impressora parada',
      text: 'Não imprime desde ontem.',
      messageId: '<first@customer.example>',
    });
    const [ticket] = await lab.tickets();
    expect(ticket).toMatchObject({ subject: 'Impressora parada', status: { category: 'new' } });

    const reply = await lab.admin.post(`/tickets/${ticket!.id}/messages`, {
      kind: 'reply',
      text: 'Vamos olhar agora.',
    });
    expect(reply.status).toBe(201);
    await lab.sendNow();

    const [sent] = await lab.outbox();
    expect(sent!.to).toEqual(['ana@customer.example']);
    const whole = await lab.admin.get<{ raw: string }>(`/mail/outbox/${sent!.id}`);
    const mail = await simpleParser(whole.body.raw);
    expect(mail.subject).toBe(`Re: Impressora parada [#${ticket!.number}]`);
    expect(mail.inReplyTo).toBe('<first@customer.example>');
    expect(mail.text).toContain('> Não imprime desde ontem.');
    expect(mail.replyTo!.value[0]!.address).toMatch(/^support\+c\.[a-z2-7]{26}\.[a-z2-7]{16}@desk\.example$/);

    await lab.deliver({
      from: 'Ana Souza <ana@customer.example>',
      to: mail.replyTo!.value[0]!.address,
      subject: 'Outra coisa',
      text: `Obrigada!\n\nEm sáb., 21 de nov. de 2026 às 10:00, Support <support@desk.example> escreveu:\n\n> Vamos olhar agora.`,
    });
    const messages = await lab.messages(ticket!);
    expect(messages.map((m) => [m.direction, m.text])).toEqual([
      ['in', 'Não imprime desde ontem.'],
      ['out', 'Vamos olhar agora.'],
      ['in', 'Obrigada!'],
    ]);
    expect(messages[1]!.state).toBe('sent');
  });
});
