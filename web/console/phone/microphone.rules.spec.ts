import { describe, expect, it } from '@jest/globals';
import { AUDIBLE, levelOf, refusedAs } from './microphone.rules';

const wave = (height: number) =>
  Uint8Array.from({ length: 512 }, (_, at) => 128 + Math.round(height * Math.sin(at / 4)));

describe('a microphone', () => {
  it.each([
    ['that hears nothing is at nought', wave(0), 0, 0],
    ['in a quiet room stays below what counts as heard', wave(1), 0, AUDIBLE],
    ['that is spoken into is heard', wave(30), AUDIBLE, 0.9],
    ['that is shouted into is at its end', wave(127), 0.9, 1],
  ])('%s', (_, samples, least, most) => {
    const level = levelOf(samples);
    expect(level).toBeGreaterThanOrEqual(least);
    expect(level).toBeLessThanOrEqual(most);
  });

  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'none'],
    ['NotReadableError', 'none'],
  ])('%s means %s', (name, state) => expect(refusedAs(name)).toBe(state));
});
