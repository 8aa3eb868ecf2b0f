import { Injectable } from '@nestjs/common';
import type { Twilio } from 'twilio';
import type { Line } from '../contract.js';
import { HookUrls } from '../twilio/hook-urls.service.js';

const LIST = 'Frontdesk desk phones';

/**
 * Accounts with which desk phones sign in at Twilio. One domain and one list of credentials for each line: without a list
 * Twilio refuses everything, and without registrations no phone can be rung at.
 */
@Injectable()
export class DeskPhones {
  constructor(private readonly urls: HookUrls) {}

  async make(twilio: Twilio, line: Line, { username, password }: { username: string; password: string }) {
    const list = await this.list(twilio);
    const domain = await this.domain(twilio, line, list);
    const { credentials } = twilio.sip.credentialLists(list);
    // One that was made and never written down would be in the way.
    const lost = (await credentials.list({ limit: 1000 })).filter((one) => one.username === username);
    for (const one of lost) await credentials(one.sid).remove();
    const { sid } = await credentials.create({ username, password });
    return { domain, sid };
  }

  async drop(twilio: Twilio, sid: string): Promise<void> {
    const list = await this.list(twilio);
    try {
      await twilio.sip.credentialLists(list).credentials(sid).remove();
    } catch (error) {
      // It is gone already: that is what was wanted.
      if ((error as { status?: number }).status !== 404) throw error;
    }
  }

  private async list(twilio: Twilio): Promise<string> {
    const lists = await twilio.sip.credentialLists.list({ limit: 200 });
    const known = lists.find(({ friendlyName }) => friendlyName === LIST);
    return known?.sid ?? (await twilio.sip.credentialLists.create({ friendlyName: LIST })).sid;
  }

  private async domain(twilio: Twilio, line: Line, list: string): Promise<string> {
    const domainName = `${line.id.replaceAll('-', '')}.sip.twilio.com`;
    const domains = await twilio.sip.domains.list({ limit: 200 });
    if (domains.some((one) => one.domainName === domainName)) return domainName;
    const { sid } = await twilio.sip.domains.create({
      domainName,
      friendlyName: line.name,
      sipRegistration: true,
      secure: true,
      voiceUrl: this.urls.of(line.id, 'voice/desk-phone'),
      voiceMethod: 'POST',
    });
    const { auth } = twilio.sip.domains(sid);
    await auth.calls.credentialListMappings.create({ credentialListSid: list });
    await auth.registrations.credentialListMappings.create({ credentialListSid: list });
    return domainName;
  }
}
