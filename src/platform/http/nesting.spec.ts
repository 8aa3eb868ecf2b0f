import { refuseDeepNesting } from './nesting.js';

const check = (text: string) => () => refuseDeepNesting(undefined, undefined, Buffer.from(text));
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('the nesting of a body', () => {
  it('may have as many levels as any body of ours needs', () => {
    expect(check(nested(32))).not.toThrow();
  });

  it('is refused beyond that, whatever brackets it is made of', () => {
    expect(check(nested(33))).toThrow('nested deeper');
    expect(check('{"a":'.repeat(33))).toThrow('nested deeper');
  });

  it('does not count brackets within a text', () => {
    expect(check(JSON.stringify({ text: '['.repeat(100), quoted: '"{'.repeat(100), slash: '\\' }))).not.toThrow();
  });

  it('does not count what stands beside each other', () => {
    expect(check(`[${'[],'.repeat(100)}[]]`)).not.toThrow();
  });
});
