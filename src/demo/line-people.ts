import { canonicalOrAsGiven } from '../customers/identity.rules.js';
import type { DemoContact } from './clientele.js';
import { Dice } from './dice.js';
import { FIRM, type LineKey } from './firm.js';
import { DAY, idAt } from './moments.js';
import { iso, type Rows } from './rows.js';

export interface LinePlace {
  identityId: string;
  /** What the provider calls them. */
  value: string;
}

export type TalkLine = Extract<LineKey, 'whatsapp' | 'sms' | 'messenger' | 'instagram' | 'telegram'>;

/** Which share of people can be met there: in Brazil nearly everybody is on WhatsApp. Foreign firms are met more often. */
const SHARES: Record<TalkLine, number> = { whatsapp: 0.35, sms: 0.12, messenger: 0.1, instagram: 0.12, telegram: 0.08 };

/** Gives people places on the lines that need more than an address. Chance of its own: what else happens stays as it was. */
export class LinePeople {
  private readonly dice = new Dice('jacaranda lines');
  private next = 7_000_100_000;

  constructor(
    private readonly rows: Rows,
    private readonly now: number,
    private readonly inboxIds: Record<LineKey, string>,
  ) {}

  move(contacts: DemoContact[]): void {
    for (const contact of contacts) {
      for (const line of Object.keys(SHARES) as TalkLine[]) {
        const share = SHARES[line] * (contact.language === 'en' ? 3 : 1);
        if (this.dice.chance(share)) contact.places[line] = this.place(contact, line);
      }
    }
  }

  private place(contact: DemoContact, line: TalkLine): LinePlace {
    const number = (this.next += this.dice.between(7, 97));
    // Invented mobiles begin with a digit that none has.
    const phone = `+55119${String(number).slice(-8).replace(/^./, '0')}`;
    if (line === 'sms') return this.add(contact, 'phone', null, '', phone);
    const value = line === 'whatsapp' ? phone.slice(1) : String(number);
    return this.add(contact, 'external', line, this.inboxIds[line], value);
  }

  private add(
    contact: DemoContact,
    kind: 'phone' | 'external',
    channel: string | null,
    scope: string,
    given: string,
  ): LinePlace {
    const at = this.now - this.dice.between(91, 200) * DAY;
    const id = idAt(at, this.dice);
    const { value, display } = canonicalOrAsGiven(kind, given, FIRM.country);
    this.rows.add('contact_identities', {
      id,
      contact_id: contact.id,
      kind,
      channel,
      scope,
      value,
      display,
      verified: true,
      valid_from: iso(at),
    });
    return { identityId: id, value: kind === 'phone' ? given : value };
  }
}
