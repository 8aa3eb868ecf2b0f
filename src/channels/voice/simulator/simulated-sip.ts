import { Injectable, type OnModuleInit } from '@nestjs/common';
import { refusal, sid, type Call as Asked, type Reply } from '../../twilio/simulator/simulated-twilio.js';
import { TwilioSimulator } from '../../twilio/simulator/twilio-simulator.service.js';

interface Made {
  sid: string;
  account: string;
  kind: 'list' | 'domain' | 'credential';
  name: string;
}

/** Twilio's accounts of desk phones. Kept while the process runs: what is gone afterwards is made again where it is needed. */
@Injectable()
export class SimulatedSip implements OnModuleInit {
  private readonly made = new Map<string, Made>();

  constructor(private readonly simulator: TwilioSimulator) {}

  onModuleInit(): void {
    const { twilio } = this.simulator;
    const credentials = String.raw`^\/SIP\/CredentialLists\/(\w+)\/Credentials`;
    twilio.on('GET', /^\/SIP\/CredentialLists\.json$/, (call) => this.list(call, 'list', 'credential_lists'));
    twilio.on('POST', /^\/SIP\/CredentialLists\.json$/, (call) =>
      this.make(call, 'list', 'CL', call.form.FriendlyName),
    );
    twilio.on('POST', new RegExp(String.raw`${credentials}\.json$`), (call, [, list]) => this.credential(call, list!));
    twilio.on('GET', new RegExp(String.raw`${credentials}\.json$`), (call) =>
      this.list(call, 'credential', 'credentials'),
    );
    twilio.on('DELETE', new RegExp(String.raw`${credentials}\/(\w+)\.json$`), (_, [, , one]) =>
      this.made.delete(one!) ? { status: 204, body: '' } : refusal(404, 20404, 'The credential was not found'),
    );
    twilio.on('GET', /^\/SIP\/Domains\.json$/, (call) => this.list(call, 'domain', 'domains'));
    twilio.on('POST', /^\/SIP\/Domains\.json$/, (call) => this.make(call, 'domain', 'SD', call.form.DomainName));
    twilio.on('POST', /^\/SIP\/Domains\/\w+\/Auth\/\w+\/CredentialListMappings\.json$/, ({ form }) => ({
      status: 201,
      body: { sid: form.CredentialListSid },
    }));
  }

  private credential(call: Asked, list: string): Reply {
    const password = String(call.form.Password ?? '');
    const strong = password.length >= 12 && /[a-z]/.test(password) && /[A-Z]/.test(password) && /\d/.test(password);
    if (!this.made.has(list)) return refusal(404, 20404, 'The credential list was not found');
    if (!strong) return refusal(400, 21245, 'The password is too weak');
    return this.make(call, 'credential', 'CR', call.form.Username);
  }

  private make({ account }: Asked, kind: Made['kind'], prefix: string, given: string | string[] | undefined): Reply {
    const name = String(given ?? '');
    if ([...this.made.values()].some((one) => one.account === account && one.kind === kind && one.name === name))
      return refusal(400, 21232, `${name} exists already`);
    const one: Made = { sid: sid(prefix), account, kind, name };
    this.made.set(one.sid, one);
    return { status: 201, body: shown(one) };
  }

  private list({ account }: Asked, kind: Made['kind'], member: string): Reply {
    const found = [...this.made.values()].filter((one) => one.account === account && one.kind === kind);
    return { status: 200, body: { [member]: found.map(shown), page: 0, page_size: 200, next_page_uri: null } };
  }
}

const shown = ({ sid: id, account, name }: Made) => ({
  sid: id,
  account_sid: account,
  friendly_name: name,
  domain_name: name,
  username: name,
});
