import { describe, expect, it } from '@jest/globals';
import type { CannedReply } from '../../../api/tickets.types';
import { audienceOf, found, ofAudience } from './canned.rules';

const reply = (shortcut: string, title: string, text: string): CannedReply => ({
  id: shortcut,
  shortcut,
  title,
  text,
  personal: false,
});
const replies = [reply('ola', 'Saudação', 'Olá, tudo bem?'), reply('troca', 'Troca do roteador', 'Vamos trocar.')];

describe('canned replies', () => {
  it.each([
    ['', ['ola', 'troca']],
    ['saudacao', ['ola']],
    ['/troca', ['troca']],
    ['ROTEADOR vamos', ['troca']],
    ['roteador olá', []],
  ])('are found by %j', (typed, expected) => {
    expect(found(replies, typed).map(({ shortcut }) => shortcut)).toEqual(expected);
  });

  it.each(['me', 'all', 't-1'])('are for %j, there and back', (audience) => {
    expect(audienceOf(ofAudience(audience))).toBe(audience);
  });
});
