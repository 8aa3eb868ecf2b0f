/** What Twilio itself takes for "no more", and the Portuguese and Spanish words that it does not know everywhere. */
const STOP = new Set(
  ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']
    .concat(['PARAR', 'PARE', 'SAIR', 'CANCELAR', 'REMOVER', 'DESCADASTRAR'])
    .concat(['ALTO', 'BAJA']),
);
/** Narrow: "yes" is an answer to many questions, and nobody must be written to again by mistake. */
const START = new Set(['START', 'UNSTOP', 'VOLTAR']);

/**
 * Whether the whole message is such a word. A sentence that has one in it is a sentence: a person reads it. What Twilio
 * says (`OptOutType`) counts before our own reading.
 */
export function consentIn(
  body: string,
  optOutType: string | undefined,
  further: string[] = [],
): 'withdrawn' | 'given' | null {
  if (optOutType === 'STOP') return 'withdrawn';
  if (optOutType === 'START') return 'given';
  const word = plain(body);
  if (STOP.has(word) || further.some((one) => plain(one) === word && word !== '')) return 'withdrawn';
  return START.has(word) ? 'given' : null;
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\p{M}\p{P}\s]/gu, '')
    .toUpperCase();
