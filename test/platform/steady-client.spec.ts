import pg from 'pg';
import { SteadyClient } from '../../src/platform/database/steady-client.js';

const lost = new Error('terminating connection due to unexpected postmaster exit');

describe('a connection to the database', () => {
  it('may be lost while nobody listens to it, and the process goes on', () => {
    expect(() => new SteadyClient().emit('error', lost)).not.toThrow();
  });

  it('would end the process if it were the library’s own', () => {
    expect(() => new pg.Client().emit('error', lost)).toThrow('unexpected postmaster exit');
  });

  it('still tells those who listen', () => {
    const client = new SteadyClient();
    const heard: Error[] = [];
    client.on('error', (error) => heard.push(error));
    client.emit('error', lost);
    expect(heard).toEqual([lost]);
  });
});
