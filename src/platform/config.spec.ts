import { BadSetting, Config, SETTINGS } from './config.js';

describe('settings', () => {
  it.each([
    ['PORT', '70000', 'a port number'],
    ['PORT', 'eighty', 'a port number'],
    ['SMTP_PORT', '-1', 'a port number'],
    ['PUBLIC_URL', 'desk.example', 'a URL beginning with http://'],
    ['DATABASE_URL', 'mysql://db/desk', 'a URL beginning with postgres://'],
    ['REDIS_URL', 'localhost:6379', 'a URL beginning with redis://'],
    ['BLOB_URL', 'https://bucket', 'a URL beginning with s3://'],
    ['ROLE', 'boss', 'one of all, web, worker'],
    ['ADMIN_EMAIL', 'ana', 'an e-mail address'],
    ['ADMIN_PASSWORD', 'short', 'at least 8 characters'],
    ['SECRET_KEY', 'too short', 'at least 32 characters'],
    ['LOG_LEVEL', 'loud', 'one of fatal, error'],
    ['MAX_MAIL_MB', '1000', 'a whole number from 0 to 500'],
    ['EGRESS_ALLOW', 'not a network', 'networks'],
    ['TRUSTED_PROXIES', '300.1.1.1', 'networks'],
  ])('%s=%s is refused by name, with what is expected', (name, value, expected) => {
    const read = () => Config.fromEnvironment({ [name]: value });

    expect(read).toThrow(BadSetting);
    expect(read).toThrow(name);
    expect(read).toThrow(expected);
  });

  it.each(['ADMIN_PASSWORD', 'SECRET_KEY', 'DATABASE_URL'])('a bad %s is not repeated in the message', (name) => {
    expect(() => Config.fromEnvironment({ [name]: 'oops!' })).not.toThrow('oops!');
    expect(() => Config.fromEnvironment({ [name]: 'oops!' })).toThrow('…');
  });

  it.each([
    ['ADMIN_EMAIL', 'ana@desk.example'],
    ['MAIL_TLS_CERT', '/etc/cert.pem'],
  ])('%s alone is half a setting', (name, value) => {
    expect(() => Config.fromEnvironment({ [name]: value })).toThrow('expected both or neither');
  });

  it('has a default for everything: an empty environment starts', () => {
    const config = Config.fromEnvironment({});

    expect(config.get('PORT')).toBe(3000);
    expect(config.get('HOST')).toBe('127.0.0.1');
    expect(config.serves).toEqual({ web: true, worker: true });
    expect(config.publicUrl).toBe('http://127.0.0.1:3000');
  });

  it('takes an empty value for an absent one, as compose files pass it', () => {
    expect(Config.fromEnvironment({ PORT: '', ROLE: ' ' }).get('ROLE')).toBe('all');
  });

  it.each([
    ['all', true, true],
    ['web', true, false],
    ['worker', false, true],
  ])('ROLE=%s serves web: %s, worker: %s', (ROLE, web, worker) => {
    expect(Config.fromEnvironment({ ROLE }).serves).toEqual({ web, worker });
    expect(Config.fromEnvironment({ ROLE }).forCommand().serves).toEqual({ web: false, worker: false });
  });

  it('marks cookies as secure where people come by https', () => {
    expect(Config.fromEnvironment({ PUBLIC_URL: 'https://desk.example/' }).secure).toBe(true);
    expect(Config.fromEnvironment({ PUBLIC_URL: 'https://desk.example/' }).publicUrl).toBe('https://desk.example');
    expect(Config.fromEnvironment({}).secure).toBe(false);
  });

  it('explains every variable', () => {
    for (const setting of Object.values(SETTINGS)) expect(setting.about).toMatch(/^[A-Z].*\.$/s);
  });
});
