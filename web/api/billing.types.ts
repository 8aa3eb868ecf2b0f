export type InvoiceState = 'draft' | 'issued' | 'partly_paid' | 'paid' | 'void' | 'overdue';

export interface InvoiceRow {
  id: string;
  kind: 'invoice' | 'credit-note';
  ref: string | null;
  company: { id: string; name: string };
  contract: { id: string; number: string } | null;
  period: string | null;
  state: InvoiceState;
  currency: string;
  total: number;
  paid: number;
  credited: number;
  open: number;
  issuedOn: string | null;
  dueOn: string | null;
  sentAt: string | null;
  sendProblem: string | null;
  version: number;
}

export interface Invoice extends InvoiceRow {
  net: number;
  taxes: { name: string; rateBp: number; included: boolean; base: number; amount: number }[];
  lines: {
    id: string;
    kind: string;
    text: string;
    quantity: number;
    unitAmount: number;
    amount: number;
    from: string | null;
    to: string | null;
  }[];
  payments: {
    id: string;
    amount: number;
    paidOn: string;
    method: 'hand' | 'bank' | 'provider';
    reference: string | null;
    note: string | null;
    by: string;
    at: string;
    reversedAt: string | null;
    reversedWhy: string | null;
  }[];
  creditNotes: { id: string; ref: string | null }[];
  credits: { id: string; ref: string | null } | null;
  letters: { daysAfter: number | null; ticket: number | null; problem: string | null; at: string }[];
  billTo: { name: string; taxNumber: string | null; address: string | null; contactName: string | null } | null;
  language: 'en' | 'pt-BR';
  reference: string | null;
  notes: string | null;
}

export interface InvoiceSums {
  currency: string;
  open: number;
  openCount: number;
  overdue: number;
  overdueCount: number;
  paidThisMonth: number;
  drafts: number;
  balance: number;
}

export interface InvoiceRun {
  id: string;
  until: string;
  state: 'running' | 'done';
  total: number;
  lookedAt: number;
  made: number;
  failed: number;
  by: string;
  startedAt: string;
}

export interface BankResult {
  applied: boolean;
  matched: number;
  total: number;
  rows: {
    line: number;
    outcome: 'matched' | 'known' | 'ignored' | 'unmatched' | 'ambiguous' | 'bad';
    paidOn: string | null;
    amount: number | null;
    reference: string;
    invoice: { id: string; ref: string | null } | null;
    problem: string | null;
  }[];
}

export interface Payment {
  id: string;
  invoice: { id: string; ref: string | null } | null;
  company: { id: string; name: string } | null;
  amount: number;
  currency: string;
  paidOn: string;
  method: string;
  reference: string | null;
}

export interface TaxRate {
  id: string;
  name: string;
  rateBp: number;
  included: boolean;
  active: boolean;
  version: number;
}

export interface BillingSettings {
  legalName: string | null;
  taxNumber: string | null;
  address: string | null;
  paymentText: { en?: string; 'pt-BR'?: string };
  termsDays: number;
  billingFrom: string;
  taxRateIds: string[];
  inboxId: string | null;
  dunning: boolean;
  invoicePrefix: string;
  creditNotePrefix: string;
  version: number;
}

export interface DunningStep {
  id: string;
  daysAfter: number;
  subject: { en?: string; 'pt-BR'?: string };
  text: { en?: string; 'pt-BR'?: string };
  active: boolean;
  version: number;
}

export interface PaymentConnection {
  id: string;
  provider: string;
  name: string;
  active: boolean;
  url: string;
  secret?: string;
  version: number;
}

export interface BillingProfile {
  companyId: string;
  legalName: string | null;
  taxNumber: string | null;
  address: string | null;
  contact: { id: string; name: string; email: string | null } | null;
  language: 'en' | 'pt-BR' | null;
  termsDays: number | null;
  dunning: boolean;
  version: number;
}

export interface Allowance {
  what: 'visit' | 'report';
  perMonth: number;
  extraAmount: number | null;
  currency: string | null;
  /** Left out: more may be asked for. */
  whenOver?: 'allowed' | 'refused';
}

export interface AllowanceLeft extends Allowance {
  used: number;
  left: number;
  beyond: number;
}

export interface Coverage {
  covered: boolean;
  because: 'no_contract' | 'other_sites' | 'not_begun' | 'over' | null;
  contract: { id: string; number: string; startsOn: string; endsOn: string | null } | null;
  package: { id: string; key: string; name: string } | null;
  allowances: AllowanceLeft[];
  hints: string[];
}

export interface ContractUse {
  months: { month: string; allowances: AllowanceLeft[] }[];
  hints: string[];
  items: { id: string; what: string; day: string; source: string | null; note: string | null }[];
}

export interface ContractEvent {
  id: string;
  type: string;
  data: Record<string, unknown>;
  actor: string;
  at: string;
}

export interface ContractSignature {
  id: string;
  side: 'customer' | 'house';
  /** `link`: by accepting its proposal. */
  way: 'link' | 'paper';
  name: string;
  role: string | null;
  signedOn: string;
  proposalId: string | null;
  proposalRef: string | null;
  file: { id: string; name: string } | null;
  by: string;
  at: string;
}

export interface ContractFile {
  id: string;
  name: string;
  type: string;
  size: number;
  by: string;
  at: string;
}

export interface PriceIndex {
  id: string;
  name: string;
  rates: { month: string; rateBp: number }[];
  version: number;
}

/** What was paid ahead for days after a contract's end. */
export interface ProposedCredit {
  invoice: { id: string; ref: string };
  period: string;
  currency: string;
  total: number;
  amount: number;
}
