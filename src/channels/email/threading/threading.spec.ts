import fc from 'fast-check';
import { plainAddress, readToken, tokenAddress } from './address-token.js';
import { isForwarded, replySubject, ticketNumberIn, topicOf } from './subject.rules.js';

const KEY = Buffer.alloc(32, 1);
const ID = '0193a1b2-c3d4-7000-8000-0123456789ab';

describe('an address with a token', () => {
  it('comes back as what it was made for, in any case and with any name before it', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.constantFrom('c' as const, 'b' as const),
        fc.constantFrom('support', 'a', 'atendimento'),
        (id, kind, local) => {
          const address = tokenAddress(`${local}@desk.example`, { kind, id }, KEY)!;
          expect(readToken(address, KEY)).toEqual({ kind, id });
          expect(readToken(address.toUpperCase(), KEY)).toEqual({ kind, id });
          expect(plainAddress(address)).toBe(`${local}@desk.example`);
          expect(address.split('@')[0]!.length).toBeLessThanOrEqual(64);
        },
      ),
    );
  });

  it('is worth nothing with one character changed, or with another key', () => {
    const address = tokenAddress('support@desk.example', { kind: 'c', id: ID }, KEY)!;
    const from = 'support+c.'.length;
    fc.assert(
      fc.property(
        fc.integer({ min: from, max: address.indexOf('@') - 1 }),
        fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'),
        (at, char) => {
          if (address[at] === char || address[at] === '.') return;
          expect(readToken(address.slice(0, at) + char + address.slice(at + 1), KEY)).toBeNull();
        },
      ),
    );
    expect(readToken(address, Buffer.alloc(32, 2))).toBeNull();
    expect(readToken(address.replace('+c.', '+b.'), KEY)).toBeNull();
  });

  it('is not made where the local part would grow too long', () => {
    expect(tokenAddress('atendimento-ao-consumidor@desk.example', { kind: 'c', id: ID }, KEY)).toBeNull();
  });

  it('does not mind any text', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(readToken(text, KEY)).toBeNull()));
  });
});

describe('a subject', () => {
  it.each([
    ['Re: Printer', 'Printer'],
    ['RES: ENC: Impressora parada', 'Impressora parada'],
    ['AW: WG: Drucker', 'Drucker'],
    ['Re[2]: RE: Fwd: x', 'x'],
    ['R: I: Stampante', 'Stampante'],
    ['RV: RE: Impresora', 'Impresora'],
    ['Re: Printer [#123]', 'Printer'],
    ['[#123] Re: Printer', 'Printer'],
    ['Re:', ''],
    ['Refund: please', 'Refund: please'],
    ['I: have a question', 'have a question'],
  ])('%s is about "%s"', (subject, topic) => {
    expect(topicOf(subject)).toBe(topic);
  });

  it('loses its marks once and for all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Re: ', 'RES: ', 'Fwd: ', 'AW: ', '[#12] ', 'ENC: ')),
        fc.stringMatching(/^[A-Z][a-z]{3,10}$/),
        (marks, topic) => {
          expect(topicOf(marks.join('') + topic)).toBe(topic);
        },
      ),
    );
  });

  it.each([
    ['Re: x [#42]', 42],
    ['x [# 42]', undefined],
    ['x #42', undefined],
    ['[#1234567890123]', undefined],
  ])('%s names ticket %s', (subject, number) => {
    expect(ticketNumberIn(subject)).toBe(number);
  });

  it('stays the same from answer to answer', () => {
    const first = replySubject('Printer', 7, true);
    expect(replySubject(first, 7, true)).toBe(first);
  });

  it('knows what is forwarded', () => {
    expect(['Fwd: x', 'ENC: x', 'Re: x', 'x'].map(isForwarded)).toEqual([true, true, false, false]);
  });
});
