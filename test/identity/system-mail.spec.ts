import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { TestApp } from '../harness/app.js';
import { administrator } from '../harness/people.js';

describe('mail from Frontdesk itself', () => {
  it('leaves through an inbox that can send, and then is not kept', async () => {
    const received: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          received.push(Buffer.concat(chunks).toString());
          done();
        });
      },
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()));
    const smtpPort = (server.server.address() as AddressInfo).port;
    const app = await TestApp.boot({ EGRESS_ALLOW: '127.0.0.1' });
    try {
      const admin = await administrator(app);
      const settings = { smtpHost: '127.0.0.1', smtpPort, smtpSecurity: 'none' };
      const inbox = { channel: 'email', name: 'Support', address: 'support@desk.example', settings };
      expect((await admin.post('/inboxes', inbox)).status).toBe(201);

      expect((await app.anyone.post('/password-reset', { email: admin.email })).status).toBe(202);
      await app.settle();

      expect(received).toHaveLength(1);
      expect(received[0]).toContain(`To: ${admin.email}`);
      expect(received[0]).toContain('Auto-Submitted: auto-generated');
      const { body } = await admin.get<{ items: object[] }>('/mail/system');
      expect(body.items).toEqual([expect.objectContaining({ to: admin.email, state: 'sent', text: null })]);
    } finally {
      await app.close();
      await new Promise<void>((done) => server.close(() => done()));
    }
  });
});
