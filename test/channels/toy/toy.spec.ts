import { ChannelRegistry } from '../../../src/channels/registry.js';
import { hmacHex } from '../../../src/platform/crypto/tokens.js';
import { channelContract } from '../../channel-contract.js';
import { ToyChannel } from './toy.channel.js';

channelContract({
  kind: 'toy',
  install: (app) => app.get(ChannelRegistry).add(new ToyChannel()),
  inbox: { settings: { region: 'south' } },
  says: (from, text, id) => ({ key: id, raw: Buffer.from(`id: ${id}\nfrom: ${from}\nname: Somebody\n\n${text}`) }),
  unreadable: Buffer.from('neither head nor tail'),
  receipt: (externalId, state, id) => ({
    key: id,
    raw: Buffer.from(`id: ${id}\nof: ${externalId}\nstate: ${state}\n\n`),
  }),
  hook: {
    path: 'toy',
    headers: (body, line) => ({ 'X-Toy-Signature': hmacHex(String(line.settings.signingKey), body) }),
  },
});
