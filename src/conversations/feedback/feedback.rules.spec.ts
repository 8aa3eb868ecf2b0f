import { hear, type KeptOpinion, type Opinion } from './feedback.rules.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 2, 12, minute));
const good: Opinion = { verdict: 'positive', text: 'Quick' };
const bad: Opinion = { verdict: 'negative', text: 'Slow' };
const kept = (more: Partial<KeptOpinion> = {}): KeptOpinion => ({
  verdict: 'positive',
  text: 'Quick',
  changedAt: at(10),
  takenBackAt: null,
  ...more,
});
const gone = kept({ text: '', verdict: null, takenBackAt: at(10) });

describe('what is heard of an opinion', () => {
  it.each<[string, KeptOpinion | null, Opinion | null, number, string]>([
    ['the first time', null, good, 10, 'new'],
    ['the same once more', kept(), good, 10, 'repeat'],
    ['the same later', kept(), good, 20, 'repeat'],
    ['other words', kept(), { ...good, text: 'Very quick' }, 20, 'changed'],
    ['another verdict', kept(), bad, 20, 'changed'],
    ['older words after newer ones', kept(), bad, 5, 'overtaken'],
    ['that it is taken back', kept(), null, 20, 'taken-back'],
    ['that twice', gone, null, 20, 'repeat'],
    ['that late', kept(), null, 5, 'overtaken'],
    ['that of nobody', null, null, 5, 'unknown'],
    ['what was said before it was taken back', gone, good, 5, 'overtaken'],
    ['and in the same moment', gone, good, 10, 'overtaken'],
    ['a new one after it', gone, bad, 20, 'given-again'],
  ])('%s', (_, before, given, minute, expected) => {
    expect(hear(before, given, at(minute))).toBe(expected);
  });
});
