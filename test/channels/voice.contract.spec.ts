import { channelContract } from '../channel-contract.js';

/** Every name is somebody's number. */
const numbers = new Map<string, string>();
const numberOf = (name: string): string => {
  if (!numbers.has(name)) numbers.set(name, `+55119555${String(numbers.size).padStart(5, '0')}`);
  return numbers.get(name)!;
};

channelContract({
  kind: 'voice',
  inbox: { address: '+55 11 4000-0000', settings: { account: 'simulated', authToken: 'a token of an account' } },
  says: (from, text, id) => ({
    key: `call:${id}`,
    raw: Buffer.from(JSON.stringify({ sid: id, from: numberOf(from), name: null, text, teamId: null, language: 'en' })),
  }),
});
