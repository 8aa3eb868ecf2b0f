/** Text whose words are as unequal as in any language: a few stand everywhere, most hardly ever (Zipf). */
import { randomFrom } from '../../harness/live/random.mjs';

const WORDS = 20_000;
const SENTENCES = 20_000;
const SYLLABLES =
  'ca ro te ma si lu pa ne do vi be gu fa ti ra mo se li ção nho que pre tra con des ber tor mir lan ser'.split(' ');
/** What searches look for: in about one message of eight, one of fifty, and hardly any. */
export const SEARCHED = { common: 'impressora', seldom: 'condensador', rare: 'quilombola' };

export class Vocabulary {
  constructor(seed) {
    const random = randomFrom(seed);
    const words = Array.from({ length: WORDS }, () =>
      Array.from({ length: random.between(1, 4) }, () => random.pick(SYLLABLES)).join(''),
    );
    const word = () => words[Math.floor(WORDS ** random.next()) - 1];
    this.sentences = Array.from({ length: SENTENCES }, () => {
      const said = Array.from({ length: random.between(6, 14) }, word);
      const chance = random.next();
      if (chance < 0.03) said.push(SEARCHED.common);
      else if (chance < 0.035) said.push(SEARCHED.seldom);
      return said.join(' ');
    });
  }

  sentence(chance) {
    return this.sentences[Math.floor(chance * SENTENCES)];
  }
}
