import type { SettingsProperty } from '../contract.js';

/** What every line with Twilio asks for. The numbers of one account may be lines of several channels: each holds its own copy. */
export const TWILIO_ACCOUNT = {
  account: {
    type: 'string',
    title: 'Account',
    description: 'Simulated: nothing leaves this server, and you write as a customer from here.',
    enum: ['twilio', 'simulated'],
    default: 'twilio',
    group: 'account',
  },
  accountSid: {
    type: 'string',
    title: 'Account SID',
    description: 'Console → Account info. Begins with AC. Of the subaccount, where the number belongs to one.',
    maxLength: 34,
    group: 'account',
    when: { account: 'twilio' },
  },
  authToken: {
    type: 'string',
    title: 'Auth token',
    description: 'Console → Account info. It signs what Twilio sends, and proves who we are.',
    writeOnly: true,
    group: 'account',
    when: { account: 'twilio' },
  },
  nextAuthToken: {
    type: 'string',
    title: 'Next auth token',
    description:
      'While you change it: create the secondary token, enter it here, promote it in the console, then move it up. Both are believed.',
    writeOnly: true,
    group: 'account',
    when: { account: 'twilio' },
  },
  simulatorMode: {
    type: 'string',
    title: 'Simulator',
    description:
      'Worst: every webhook five times and in any order, receipts before the send returns, a third of the answers lost.',
    enum: ['calm', 'worst'],
    default: 'calm',
    group: 'account',
    when: { account: 'simulated' },
  },
} as const satisfies Record<string, SettingsProperty>;

export interface TwilioAccountSettings {
  account?: 'twilio' | 'simulated';
  accountSid?: string;
  authToken?: string;
  nextAuthToken?: string;
}
