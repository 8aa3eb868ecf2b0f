import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { freePort } from '../../src/platform/database/free-port.js';

const PROGRAM = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'].find(existsSync);
const version = PROGRAM ? spawnSync(PROGRAM, ['--version'], { encoding: 'utf8' }).stdout : '';
const NOBODY = 65_534;

/** The configuration below is for 2.3; newer versions write it differently. */
export const hasDovecot = version.startsWith('2.3');

/** A real IMAP server on a free port. Every name may sign in with the password `secret`. */
export class Dovecot {
  private process: ChildProcess | undefined;

  private constructor(
    readonly folder: string,
    readonly port: number,
  ) {}

  static async start(): Promise<Dovecot> {
    const folder = mkdtempSync(join(tmpdir(), 'frontdesk-imap-'));
    const dovecot = new Dovecot(folder, await freePort());
    chmodSync(folder, 0o755);
    for (const part of ['run', 'state', 'mail']) mkdirSync(join(folder, part));
    const root = userInfo().uid === 0;
    if (root) chownSync(join(folder, 'mail'), NOBODY, NOBODY);
    writeFileSync(join(folder, 'dovecot.conf'), configuration(dovecot, root));
    await dovecot.run();
    return dovecot;
  }

  async run(): Promise<void> {
    this.process = spawn(PROGRAM!, ['-F', '-c', join(this.folder, 'dovecot.conf')], { stdio: 'ignore' });
    for (let i = 0; i < 100; i += 1) {
      if (await answers(this.port)) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error('dovecot does not start');
  }

  async halt(): Promise<void> {
    const running = this.process;
    if (!running) return;
    const ended = new Promise((done) => running.once('exit', done));
    running.kill('SIGTERM');
    await ended;
    this.process = undefined;
  }

  async stop(): Promise<void> {
    await this.halt();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Puts a mail into the folder, as a delivery or another program would. */
  async put(user: string, raw: string, flags: string[] = []): Promise<void> {
    const client = await this.open(user);
    await client.append('INBOX', raw, flags);
    await client.logout();
  }

  async open(user: string): Promise<ImapFlow> {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port: this.port,
      secure: false,
      auth: { user, pass: 'secret' },
      logger: false,
    });
    await client.connect();
    return client;
  }

  /** Forgets all UIDs, as after a restored backup. */
  async renumber(user: string): Promise<void> {
    await this.halt();
    const mailbox = join(this.folder, 'mail', user);
    for (const file of readdirSync(mailbox))
      if (file.startsWith('dovecot')) rmSync(join(mailbox, file), { recursive: true, force: true });
    // UIDVALIDITY is a time in seconds.
    await new Promise((done) => setTimeout(done, 1_100));
    await this.run();
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('data', () => (socket.destroy(), done(true)));
    socket.once('error', () => done(false));
  });
}

function configuration({ folder, port }: Dovecot, root: boolean): string {
  const { username, uid, gid } = userInfo();
  const [mailUid, mailGid] = root ? [NOBODY, NOBODY] : [uid, gid];
  const users = root ? '' : `default_internal_user = ${username}\ndefault_login_user = ${username}\n`;
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
${users}protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${folder}/mail/%u
first_valid_uid = 0
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${mailUid} gid=${mailGid} home=${folder}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
`;
}
