import fc from 'fast-check';
import { visibleText } from './visible-text.js';

const answers: [string, string][] = [
  [
    'English, Gmail',
    'Thanks!\n\nOn Fri, Nov 20, 2026 at 10:00 AM Support <support@desk.example> wrote:\n\n> We will look.\n> Regards',
  ],
  [
    'English, wrapped',
    'Thanks!\n\nOn Fri, Nov 20, 2026 at 10:00 AM Support Desk of a long name\n<support@desk.example> wrote:\n\n> We will look.',
  ],
  [
    'Portuguese, Gmail',
    'Thanks!\n\nEm sex., 20 de nov. de 2026 às 10:00, Support <support@desk.example> escreveu:\n\n> Vamos ver.',
  ],
  [
    'Portuguese, Apple',
    'Thanks!\n\nEm 20 de nov. de 2026, à(s) 10:00, Support <support@desk.example> escreveu:\n\n> Vamos ver.',
  ],
  ['Portuguese, Portugal', 'Thanks!\n\nNo dia 20/11/2026, às 10:00, Support escreveu:\n> Vamos ver.'],
  [
    'Spanish',
    'Thanks!\n\nEl vie, 20 nov 2026 a las 10:00, Support (<support@desk.example>) escribió:\n\n> Vamos a ver.',
  ],
  [
    'Italian',
    'Thanks!\n\nIl giorno ven 20 nov 2026 alle ore 10:00 Support <support@desk.example> ha scritto:\n\n> Vediamo.',
  ],
  ['French', 'Thanks!\n\nLe ven. 20 nov. 2026 à 10:00, Support <support@desk.example> a écrit :\n\n> Nous regardons.'],
  [
    'German',
    'Thanks!\n\nAm Fr., 20. Nov. 2026 um 10:00 Uhr schrieb Support <support@desk.example>:\n\n> Wir sehen nach.',
  ],
  [
    'Outlook, English',
    'Thanks!\n\n________________________________\nFrom: Support <support@desk.example>\nSent: Friday, November 20, 2026 10:00 AM\nTo: Ana\nSubject: Re: Printer\n\nWe will look.',
  ],
  [
    'Outlook, Portuguese',
    'Thanks!\n\nDe: Support <support@desk.example>\nEnviada em: sexta-feira, 20 de novembro de 2026 10:00\nPara: Ana\nAssunto: Re: Impressora\n\nVamos ver.',
  ],
  [
    'Outlook, bold marks',
    'Thanks!\n\n*De:* Support <support@desk.example>\n*Enviado:* sexta-feira\n*Para:* Ana\n*Assunto:* Re: Impressora\n\nVamos ver.',
  ],
  ['Outlook, German', 'Thanks!\n\nVon: Support\nGesendet: Freitag\nAn: Ana\nBetreff: AW: Drucker\n\nWir sehen nach.'],
  ['Outlook, French', 'Thanks!\n\nDe : Support\nEnvoyé : vendredi\nÀ : Ana\nObjet : RE: Imprimante\n\nOui.'],
  ['Outlook, Italian', 'Thanks!\n\nDa: Support\nInviato: venerdì\nA: Ana\nOggetto: R: Stampante\n\nSì.'],
  ['Outlook, Spanish', 'Thanks!\n\nDe: Support\nEnviado el: viernes\nPara: Ana\nAsunto: RE: Impresora\n\nSí.'],
  ['Original message', 'Thanks!\n\n-----Original Message-----\nFrom: Support\n\nWe will look.'],
  ['Mensagem original', 'Thanks!\n\n-----Mensagem original-----\nDe: Support\n\nVamos ver.'],
  ['our own marker', 'Thanks!\n\n##- Please write your answer above this line -##\n\nWe will look.'],
  ['below the quote', '> We will look.\n> Regards\n\nThanks!'],
  [
    'below the quote, with its attribution',
    'On Fri, Nov 20, 2026, Support <s@desk.example> wrote:\n> We will look.\n\nThanks!',
  ],
  [
    'another language',
    'Thanks!\n\nOp vr 20 nov. 2026 om 10:00 schreef Support <support@desk.example>:\n\n> We kijken.',
  ],
];

it.each(answers)('shows only what is new: %s', (_, text) => {
  expect(visibleText(text)).toEqual({ visible: 'Thanks!', folded: true });
});

it.each([
  ['a plain mail', 'Hello,\n\nthe printer is broken: it says\nFrom: tray 2\nand stops.'],
  ['a colon at the end', 'On Monday I wrote:\nnothing works'],
  [
    'what is forwarded',
    'See below.\n\n---------- Forwarded message ---------\nFrom: Bob <bob@x.example>\nDate: Fri\nSubject: Offer\nTo: Ana\n\nThe offer',
  ],
  [
    'answers between quotes',
    'On Fri, Nov 20, 2026, Support <s@desk.example> wrote:\n> Which printer?\n\nThe blue one.\n\n> Since when?\n\nYesterday.',
  ],
  ['nothing but a quote', '> We will look.'],
  ['nothing but a history', 'From: Support\nSent: Friday\nTo: Ana\nSubject: Printer\n\nText'],
])('shows everything: %s', (_, text) => {
  expect(visibleText(text).visible).toBe(text);
});

it('never loses a line that somebody wrote among quotes', () => {
  const own = fc.stringMatching(/^[a-z]{3,12}( [a-z]{3,12}){0,3}$/);
  const part = fc.record({ quotes: fc.array(own, { minLength: 1, maxLength: 3 }), answer: own });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const text = parts
        .map(({ quotes, answer }) => `${quotes.map((line) => `> ${line}`).join('\n')}\n\n${answer}`)
        .join('\n\n');
      const { visible } = visibleText(text);
      for (const { answer } of parts) expect(visible.split('\n')).toContain(answer);
    }),
  );
});

it('shows something of every mail that says something, and never more than there was', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.constantFrom('> a', 'On x wrote:', 'From: a', 'Sent: b', 'Subject: c', '', '--', '___'),
          fc.string(),
        ),
        { maxLength: 30 },
      ),
      (lines) => {
        const text = lines.join('\n');
        const { visible } = visibleText(text);
        expect(visible === '').toBe(text.trim() === '');
        expect(visible.length).toBeLessThanOrEqual(text.length);
      },
    ),
  );
});

it('is quick with hostile text', () => {
  const began = performance.now();
  for (const line of [
    `On ${'a '.repeat(50_000)}`,
    `${'On a wrote '.repeat(9_000)}`,
    '> '.repeat(90_000),
    `${'-'.repeat(99_000)}x`,
    'From: <'.repeat(20_000),
  ]) {
    visibleText(line);
    visibleText(`${line.slice(0, 290)}\n`.repeat(600));
  }
  expect(performance.now() - began).toBeLessThan(3_000);
});
