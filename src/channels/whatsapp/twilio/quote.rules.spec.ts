import { afterQuote } from './quote.rules.js';

describe('words quoted through Twilio', () => {
  it.each([
    ['one line', 'The router', '> The router\n\nRestart it.'],
    ['several lines as one', 'The router\n\n is dead ', '> The router is dead\n\nRestart it.'],
    ['nothing, of a picture', '  ', 'Restart it.'],
    ['the beginning of a long one', '🙂'.repeat(300), `> ${'🙂'.repeat(119)}…\n\nRestart it.`],
  ])('stand before the answer: %s', (_, quoted, expected) => {
    expect(afterQuote(quoted, 'Restart it.')).toBe(expected);
  });
});
