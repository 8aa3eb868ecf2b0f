import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config } from '../config.js';
import { Vault } from './vault.js';

const SECRET_KEY = 'a secret for tests, which is not one';
const vault = new Vault(Config.fromEnvironment({ SECRET_KEY }));

describe('the vault', () => {
  it('gives back what it was given', () => {
    expect(vault.open(vault.seal('pässword 🔑', 'inbox'), 'inbox')).toBe('pässword 🔑');
    expect(vault.open(vault.seal('', 'inbox'), 'inbox')).toBe('');
  });

  it('never seals the same text the same way', () => {
    expect(vault.seal('same')).not.toBe(vault.seal('same'));
  });

  it('opens nothing that was changed, anywhere', () => {
    const sealed = vault.seal('secret');
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(() => vault.open(`v1.${changed.toString('base64url')}`)).toThrow();
    }
    expect(() => vault.open(`v1.${bytes.subarray(0, 20).toString('base64url')}`)).toThrow();
    expect(() => vault.open('plain text')).toThrow('not a sealed secret');
  });

  it('opens nothing under another purpose or another master key', () => {
    const other = new Vault(Config.fromEnvironment({ SECRET_KEY: `${SECRET_KEY}!` }));

    expect(() => vault.open(vault.seal('secret', 'inbox'), 'totp')).toThrow();
    expect(() => other.open(vault.seal('secret'))).toThrow();
  });

  it('makes its key once, readable by its owner only', () => {
    const DATA_DIR = mkdtempSync(join(tmpdir(), 'frontdesk-vault-'));
    try {
      const sealed = new Vault(Config.fromEnvironment({ DATA_DIR })).seal('kept');

      expect(new Vault(Config.fromEnvironment({ DATA_DIR })).open(sealed)).toBe('kept');
      expect(statSync(join(DATA_DIR, 'secret.key')).mode & 0o777).toBe(0o600);
    } finally {
      rmSync(DATA_DIR, { recursive: true });
    }
  });
});
