import type { Line } from '../contract.js';
import { consentIn } from './consent.rules.js';
import type { WebhookMeta } from '../twilio/inbound.rules.js';
import { inboundOf } from './inbound.rules.js';
import { e164, sameNumber } from '../twilio/numbers.rules.js';
import type { SmsSettings } from './sms.settings.js';

describe('a word of consent', () => {
  it.each([
    ['STOP', undefined, 'withdrawn'],
    ['stop.', undefined, 'withdrawn'],
    ['  Parar ', undefined, 'withdrawn'],
    ['SAIR!', undefined, 'withdrawn'],
    ['cancelar', undefined, 'withdrawn'],
    ['opt-out', undefined, 'withdrawn'],
    ['Quero cancelar a visita', undefined, null],
    ['Stop the leak please', undefined, null],
    ['START', undefined, 'given'],
    ['Voltar', undefined, 'given'],
    ['yes', undefined, null],
    ['', undefined, null],
    ['HELP', 'HELP', null],
    ['Arrêt', 'STOP', 'withdrawn'],
    ['Oui', 'START', 'given'],
    ['basta', undefined, 'withdrawn'],
  ] as const)('%s, of which Twilio says %s: %s', (text, said, expected) => {
    expect(consentIn(text, said, ['Basta'])).toBe(expected);
  });
});

describe('a number of a line', () => {
  it.each([
    ['+55 (11) 98765-4321', '+5511987654321'],
    ['+1 415 555 2671', '+14155552671'],
    ['28282', '28282'],
    ['11 98765-4321', null],
    ['hello', null],
    ['', null],
  ])('%s is %s', (given, expected) => {
    expect(e164(given)).toBe(expected);
  });

  it.each([
    ['+5511987654321', '+551187654321', true],
    ['+5511987654321', '+5511987654321', true],
    ['+5511987654321', '+5511987654322', false],
    ['+5215512345678', '+525512345678', true],
    ['28282', '28282', true],
  ])('%s and %s are the same: %s', (a, b, expected) => {
    expect(sameNumber(a, b)).toBe(expected);
  });
});

describe('what Twilio brings', () => {
  const line = { settings: { stopWords: [] } } as unknown as Line<SmsSettings>;
  const read = (params: Record<string, string>, meta: WebhookMeta = { kind: 'message' }) =>
    inboundOf(
      {
        id: '1',
        key: '1',
        raw: Buffer.from(new URLSearchParams({ MessageSid: 'SM1', ...params }).toString()),
        meta: { ...meta },
        receivedAt: new Date(0),
      },
      line,
    );

  it('is a message with its pictures, by reference and with a name', () => {
    const [message] = read({
      From: '+5511987654321',
      To: '+14155550100',
      Body: 'O roteador não liga 😟',
      NumMedia: '2',
      MediaUrl0: 'https://api.twilio.com/m/0',
      MediaContentType0: 'image/jpeg',
      MediaUrl1: 'https://api.twilio.com/m/1',
      MediaContentType1: 'text/x-vcard',
      FromCity: 'SÃO PAULO',
      FromCountry: 'BR',
    });

    expect(message).toEqual({
      type: 'message',
      externalId: 'SM1',
      clientId: 'SM1',
      sender: { kind: 'phone', value: '+5511987654321', verified: true },
      to: [{ address: '+14155550100' }],
      text: 'O roteador não liga 😟',
      files: [
        { reference: 'https://api.twilio.com/m/0', name: 'image-1.jpg', type: 'image/jpeg' },
        { reference: 'https://api.twilio.com/m/1', name: 'file-2.vcf', type: 'text/x-vcard' },
      ],
      thread: { senderProven: true },
      meta: { place: 'SÃO PAULO, BR' },
    });
  });

  it.each([
    ['queued', 'sent'],
    ['sending', 'sent'],
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['undelivered', 'failed'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
  ])('as the state %s is the receipt %s', (status, state) => {
    expect(read({ MessageStatus: status }, { kind: 'status', message: 'ours' })).toMatchObject([
      { type: 'receipt', of: { messageId: 'ours', externalId: 'SM1' }, state },
    ]);
  });

  it.each([
    ['30005', { undeliverable: true, optedOut: false }],
    ['30003', { undeliverable: false, optedOut: false }],
    ['21610', { undeliverable: false, optedOut: true }],
  ])('with the error %s says in words what it means', (ErrorCode, expected) => {
    const [receipt] = read({ MessageStatus: 'undelivered', ErrorCode }, { kind: 'status' });
    expect(receipt).toMatchObject({ ...expected, error: expect.stringMatching(/^[A-Z].* \(Twilio \d+\)$/) });
  });

  it('is a word of consent, kept as it was written', () => {
    expect(read({ From: '+1', Body: ' Sair. ' })).toMatchObject([
      { type: 'consent', state: 'withdrawn', word: 'Sair.' },
    ]);
  });

  it('is ignored where it is empty, and unreadable where it is none', () => {
    expect(read({ From: '+1', Body: ' ' })).toMatchObject([{ type: 'ignored', reason: 'empty' }]);
    expect(() => read({ Body: 'from nobody' })).toThrow('no-sender');
    expect(() => read({ MessageSid: '' })).toThrow('no-message-sid');
    expect(() => read({ From: '+1', Body: 'x'.repeat(70_000) })).toThrow('too-large');
  });
});
