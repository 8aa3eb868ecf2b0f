/**
 * A desk that has worked for two years, the same on every run: 60 companies whose sizes differ as they do in life,
 * 600 contacts, three teams, tickets of which few are still open, and one that went on for ever.
 */
import { SEARCHED, Vocabulary } from './vocabulary.mjs';

const DAY_MS = 86_400_000;
const SPAN_MS = 730 * DAY_MS;
const COMPANIES = 60;
const CONTACTS = 600;
const AGENTS = 12;
const FIRST_NUMBER = 1_001;
const CATEGORIES = ['new', 'open', 'waiting_customer', 'waiting_third_party', 'visit_scheduled', 'solved', 'closed'];
export const statusOf = (category) => `01900000-0000-7000-8000-00000000000${CATEGORIES.indexOf(category) + 1}`;

/** Kinds of thing, so that no two ids are the same. */
const KIND = {
  company: 1,
  contact: 2,
  identity: 3,
  team: 4,
  agent: 5,
  ticket: 6,
  conversation: 7,
  message: 8,
  event: 9,
  inbox: 10,
};

export class World {
  constructor({ tickets, longTicketMessages, now }) {
    this.count = tickets;
    this.longTicketMessages = longTicketMessages;
    this.now = now;
    this.begin = now - SPAN_MS;
    this.vocabulary = new Vocabulary(20_261_121);
    const list = (kind, length, more) =>
      Array.from({ length }, (_, at) => ({ id: this.id(kind, this.begin, at), ...more(at) }));
    this.companies = list('company', COMPANIES, (at) => ({ name: `Empresa ${at + 1} Ltda.` }));
    this.contacts = list('contact', CONTACTS, (at) => {
      // A square: the first companies have many people, the last ones a few.
      const company = Math.floor((at / CONTACTS) ** 2 * COMPANIES);
      return {
        identity: this.id('identity', this.begin, at),
        company: this.companies[company].id,
        name: `Contato ${at + 1}`,
        email: `contato${at + 1}@empresa${company + 1}.example`,
      };
    });
    this.teams = list('team', 3, (at) => ({ name: ['Suporte', 'Campo', 'Segurança'][at] }));
    this.agents = list('agent', AGENTS, (at) => ({ name: `Agente ${at + 1}`, email: `agente${at + 1}@desk.example` }));
    this.inboxes = list('inbox', 2, (at) => ({ channel: ['email', 'chat'][at], name: ['Suporte', 'Site'][at] }));
  }

  /** What to look for, from hardly ever said to said all the time. */
  get searches() {
    const { rare, seldom, common } = SEARCHED;
    return { 'rare word': rare, 'two words': `${seldom} ${common}`, 'common word': common };
  }

  /** Every sentence that stands in any message. */
  get everythingSaid() {
    return [...this.vocabulary.sentences, SEARCHED.rare];
  }

  /** Index of the ticket that holds very many messages. */
  get longTicket() {
    return Math.floor(this.count / 2);
  }

  numberOf(at) {
    return FIRST_NUMBER + at;
  }

  ticket(at) {
    const created = this.begin + Math.floor((at + 1) * (SPAN_MS / (this.count + 2)));
    const category = this.#category(at);
    const contact = this.contacts[Math.floor(chance(at, 1) ** 1.5 * CONTACTS)];
    const messages = this.#messageCount(at);
    return {
      at,
      id: this.id('ticket', created, at),
      number: this.numberOf(at),
      created,
      updated: created + (messages - 1) * 600_000,
      category,
      contact,
      messages,
      // Who wrote much also used the chat.
      conversations: messages > 2 ? 2 : 1,
      assignee:
        chance(at, 2) < 0.85 || category === 'closed' ? this.agents[Math.floor(chance(at, 3) * AGENTS)].id : null,
      team: this.teams[Math.floor(chance(at, 4) ** 2 * 3)].id,
      due: this.#due(at, category),
      subject: this.vocabulary.sentence(chance(at, 5)).slice(0, 90),
    };
  }

  *tickets() {
    for (let at = 0; at < this.count; at += 1) yield this.ticket(at);
  }

  conversationId({ at, created }, which) {
    return this.id('conversation', created, at * 2 + which);
  }

  messageId({ at, created }, which) {
    return this.id('message', created, at * 1_024 + which);
  }

  text({ at }, which) {
    const salt = which * 8;
    const said = [10, 11, 12, 13].map((part) => this.vocabulary.sentence(chance(at, salt + part)));
    if (at % 50_000 === 777) said.push(SEARCHED.rare);
    return said.join('. ');
  }

  /** UUIDv7 of its moment: rows lie in their indexes as they do after two years of work. */
  id(kind, moment, at) {
    const time = moment.toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${KIND[kind].toString(16).padStart(3, '0')}-8000-${at.toString(16).padStart(12, '0')}`;
  }

  /** About three in a hundred are still open, most of them young. */
  #category(at) {
    const age = 1 - at / this.count;
    const luck = chance(at, 6);
    if (age < 0.01) return luck < 0.5 ? 'open' : luck < 0.7 ? 'new' : luck < 0.9 ? 'waiting_customer' : 'solved';
    if (luck < 0.012) return 'open';
    if (luck < 0.018) return 'waiting_customer';
    if (luck < 0.021) return 'waiting_third_party';
    return age < 0.1 && luck < 0.08 ? 'solved' : 'closed';
  }

  /** Most that wait for us were promised something, within days; some of it is overdue. */
  #due(at, category) {
    if (category === 'solved' || category === 'closed' || chance(at, 8) > 0.7) return null;
    return new Date(this.now + Math.floor((chance(at, 9) * 4 - 1) * DAY_MS));
  }

  #messageCount(at) {
    if (at === this.longTicket) return this.longTicketMessages;
    const luck = chance(at, 7);
    return luck < 0.8 ? 1 : luck < 0.95 ? 2 : 4;
  }
}

/** From 0 to 1, the same for the same thing, whatever was asked before. */
export function chance(at, salt) {
  let mixed = Math.imul(at + 0x9e37_79b9, 0x85eb_ca6b) ^ Math.imul(salt + 0x7f4a_7c15, 0xc2b2_ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b_3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a_2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
}
