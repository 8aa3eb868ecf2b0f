import ipaddr from 'ipaddr.js';

const MAILS_PER_MINUTE = 600;
const CONNECTIONS = 50;
const UNKNOWN_RECIPIENTS = 20;

interface Account {
  connections: number;
  mails: number;
  minute: number;
}

/** What one remote host may do. Hosts of the own network are trusted relays that bring everybody's mail. */
export class SenderLimits {
  private readonly accounts = new Map<string, Account>();

  constructor(private readonly now: () => number) {}

  connected(host: string): boolean {
    const account = this.account(host);
    account.connections += 1;
    return isOwnNetwork(host) || account.connections <= CONNECTIONS;
  }

  left(host: string): void {
    const account = this.accounts.get(host);
    if (!account) return;
    account.connections -= 1;
    if (account.connections <= 0 && account.minute !== this.minute()) this.accounts.delete(host);
  }

  mail(host: string): boolean {
    const account = this.account(host);
    if (account.minute !== this.minute()) Object.assign(account, { minute: this.minute(), mails: 0 });
    account.mails += 1;
    return isOwnNetwork(host) || account.mails <= MAILS_PER_MINUTE;
  }

  /** Who guesses addresses is sent away. */
  guesses(unknownRecipients: number): boolean {
    return unknownRecipients > UNKNOWN_RECIPIENTS;
  }

  private minute(): number {
    return Math.floor(this.now() / 60_000);
  }

  private account(host: string): Account {
    const known = this.accounts.get(host);
    if (known) return known;
    this.forgetOld();
    const account = { connections: 0, mails: 0, minute: this.minute() };
    this.accounts.set(host, account);
    return account;
  }

  private forgetOld(): void {
    const MAX = 10_000;
    if (this.accounts.size < MAX) return;
    for (const [host, account] of this.accounts) if (account.connections <= 0) this.accounts.delete(host);
  }
}

export function isOwnNetwork(host: string): boolean {
  return ipaddr.isValid(host) && ipaddr.process(host).range() !== 'unicast';
}
