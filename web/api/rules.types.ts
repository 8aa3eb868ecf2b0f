import type { Allowance } from './billing.types';
export interface RuleTest {
  field: string;
  op: string;
  value?: unknown;
}
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | RuleTest;

export interface RuleAction {
  type: string;
  value: unknown;
}

export interface RuleTime {
  since: string;
  hours: number;
  business: boolean;
}

export interface RuleDraft {
  name: string;
  about: string | null;
  active: boolean;
  events: string[];
  time: RuleTime | null;
  condition: Condition;
  actions: RuleAction[];
  stop: boolean;
  ratePerHour: number | null;
}

export interface Rule extends RuleDraft {
  id: string;
  position: number;
  shipped: string | null;
  recentFirings: number;
  lastFiredAt: string | null;
  version: number;
}

export interface VocabularyField {
  name: string;
  kind: string;
  ops: string[];
  values?: string[];
  of?: string;
  momentary?: boolean;
}

export interface Vocabulary {
  events: string[];
  anchors: string[];
  fields: VocabularyField[];
  actions: { type: string; value: string; values?: string[] }[];
  placeholders: string[];
}

export interface Decisive {
  field: string;
  op: string;
  value: unknown;
  actual: unknown;
}

export interface Deed {
  ticket: { id: string; number: number; subject: string };
  because: Decisive[];
  changes: { field: string; from: unknown; to: unknown }[];
  effects: { type: string; detail: string }[];
  refused: { type: string; why: string }[];
}

export interface Preview {
  judged: number;
  matched: number;
  acting: number;
  items: Deed[];
}

export interface Firing extends Deed {
  id: string;
  version: number;
  rule: string;
  event: string;
  outcome: 'done' | 'held';
  deliveries: { url: string; state: string; attempts: number; status: number | null; error: string | null }[];
  at: string;
  undoneAt: string | null;
}

export interface Undone {
  firings: number;
  restored: { id: string; number: number; subject: string }[];
  kept: { ticket: { number: number }; what: string; why: string }[];
  more: boolean;
}

export interface Package {
  id: string;
  key: string;
  name: string;
  about: string | null;
  prices: Price[];
  allowances: Allowance[];
  words: { en?: string; 'pt-BR'?: string };
  channels: string[];
  calendarId: string | null;
  activeContracts: number;
  version: number;
}

export interface Price {
  id?: string;
  period: 'month' | 'year' | 'setup' | 'one-off';
  per: 'contract' | 'site' | 'device';
  amount: number;
  currency: string;
  active: boolean;
}

export interface ContractLine {
  id: string;
  text: string;
  period: Price['period'];
  per: Price['per'];
  quantity: number;
  amount: number;
  currency: string;
  startsOn: string | null;
  endsOn: string | null;
  replacesId: string | null;
}

export interface Contract {
  id: string;
  number: string;
  company: { id: string; name: string };
  package: { id: string; key: string; name: string } | null;
  kind: string;
  term: string;
  state: string;
  startsOn: string;
  endsOn: string | null;
  sites: { id: string; name: string }[];
  lines: ContractLine[];
  allowances: Allowance[];
  billing: 'advance' | 'arrears';
  renewal: 'auto' | 'ask' | 'none';
  noticeDays: number;
  renewalMonths: number;
  index: { id: string; name: string } | null;
  reference: string | null;
  notes: string | null;
  version: number;
}
