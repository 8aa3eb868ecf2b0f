import { newId } from './browser.js';

describe('the id of a message', () => {
  it('is a UUIDv7 that carries its time', () => {
    const id = newId(0x0191_2345_6789, new Uint8Array(16).fill(0xff));
    expect(id).toBe('01912345-6789-7fff-bfff-ffffffffffff');
  });

  it('sorts by time', () => {
    const random = new Uint8Array(16);
    expect(newId(1_700_000_000_000, random) < newId(1_700_000_000_001, random)).toBe(true);
  });
});
