import type {
  BankResult,
  BillingProfile,
  BillingSettings,
  ContractEvent,
  ContractFile,
  ContractSignature,
  ContractUse,
  Coverage,
  DunningStep,
  Invoice,
  InvoiceRow,
  InvoiceRun,
  InvoiceSums,
  Payment,
  PaymentConnection,
  PriceIndex,
  ProposedCredit,
  TaxRate,
} from './billing.types';
import { addressOf, api } from './client';
import type { Contract } from './rules.types';
import type { Page } from './tickets.types';

type Items<T> = { items: T[] };

export const invoices = {
  list: (query: Record<string, string | undefined>, cursor?: string) =>
    api.get<Page<InvoiceRow>>('/invoices', { limit: 50, ...query, cursor }),
  one: (id: string) => api.get<Invoice>(`/invoices/${id}`),
  summary: async (company?: string) => (await api.get<Items<InvoiceSums>>('/invoices/summary', { company })).items,
  create: (fresh: Record<string, unknown>) => api.post<Invoice>('/invoices', fresh),
  change: (id: string, change: Record<string, unknown>) => api.patch<Invoice>(`/invoices/${id}`, change),
  remove: (id: string) => api.delete(`/invoices/${id}`),
  issue: (id: string, send: boolean) => api.post<Invoice>(`/invoices/${id}/issue`, { send }),
  send: (id: string) => api.post<Invoice>(`/invoices/${id}/send`),
  pay: (id: string, payment: Record<string, unknown>) => api.post<Invoice>(`/invoices/${id}/payments`, payment),
  credit: (id: string, note: Record<string, unknown>) => api.post<Invoice>(`/invoices/${id}/credit-notes`, note),
  pdf: (id: string) => addressOf(`/invoices/${id}/pdf`),
  exported: (format: 'csv' | 'json', from: string, to: string) => addressOf('/invoices/export', { format, from, to }),
  runs: async () => (await api.get<Items<InvoiceRun>>('/invoices/runs')).items,
  run: (body: Record<string, unknown>) => api.post<InvoiceRun>('/invoices/runs', body),
};

export const payments = {
  unmatched: async () => (await api.get<Page<Payment>>('/payments', { unmatched: 'true', limit: 50 })).items,
  match: (id: string, invoiceId: string) => api.post<Payment>(`/payments/${id}/match`, { invoiceId }),
  reverse: (id: string, reason: string) => api.post<Payment>(`/payments/${id}/reverse`, { reason }),
  import: (body: Record<string, unknown>) => api.post<BankResult>('/payments/import', body),
};

export const billing = {
  settings: () => api.get<BillingSettings>('/billing/settings'),
  changeSettings: (change: Record<string, unknown>) => api.patch<BillingSettings>('/billing/settings', change),
  taxes: async () => (await api.get<Items<TaxRate>>('/tax-rates')).items,
  createTax: (fresh: Record<string, unknown>) => api.post<TaxRate>('/tax-rates', fresh),
  changeTax: (id: string, change: Record<string, unknown>) => api.patch<TaxRate>(`/tax-rates/${id}`, change),
  steps: async () => (await api.get<Items<DunningStep>>('/billing/dunning-steps')).items,
  createStep: (fresh: Record<string, unknown>) => api.post<DunningStep>('/billing/dunning-steps', fresh),
  changeStep: (id: string, change: Record<string, unknown>) =>
    api.patch<DunningStep>(`/billing/dunning-steps/${id}`, change),
  connections: async () => (await api.get<Items<PaymentConnection>>('/billing/payment-connections')).items,
  createConnection: (fresh: Record<string, unknown>) =>
    api.post<PaymentConnection>('/billing/payment-connections', fresh),
  changeConnection: (id: string, change: Record<string, unknown>) =>
    api.patch<PaymentConnection>(`/billing/payment-connections/${id}`, change),
  profile: (companyId: string) => api.get<BillingProfile>(`/companies/${companyId}/billing`),
  changeProfile: (companyId: string, change: Record<string, unknown>) =>
    api.patch<BillingProfile>(`/companies/${companyId}/billing`, change),
  indexes: async () => (await api.get<Items<PriceIndex>>('/price-indexes')).items,
  createIndex: (fresh: Record<string, unknown>) => api.post<PriceIndex>('/price-indexes', fresh),
  changeIndex: (id: string, change: Record<string, unknown>) => api.patch<PriceIndex>(`/price-indexes/${id}`, change),
};

export const agreements = {
  list: (query: Record<string, string | undefined>, cursor?: string) =>
    api.get<Page<Contract>>('/contracts', { limit: 50, ...query, cursor }),
  one: (id: string) => api.get<Contract>(`/contracts/${id}`),
  creditProposal: async (id: string) =>
    (await api.get<Items<ProposedCredit>>(`/contracts/${id}/credit-proposal`)).items,
  creditEnd: async (id: string) => (await api.post<Items<{ id: string }>>(`/contracts/${id}/credit-notes`, {})).items,
  coverage: (company: string) => api.get<Coverage>('/contracts/coverage', { company }),
  history: async (id: string) => (await api.get<Items<ContractEvent>>(`/contracts/${id}/history`)).items,
  use: (id: string) => api.get<ContractUse>(`/contracts/${id}/use`),
  count: (id: string, use: Record<string, unknown>) => api.post<ContractUse>(`/contracts/${id}/use`, use),
  addLine: (id: string, line: Record<string, unknown>) => api.post<Contract>(`/contracts/${id}/lines`, line),
  endLine: (id: string, lineId: string, on: string) =>
    api.post<Contract>(`/contracts/${id}/lines/${lineId}/end`, { on }),
  signatures: async (id: string) => (await api.get<Items<ContractSignature>>(`/contracts/${id}/signatures`)).items,
  sign: (id: string, signature: Record<string, unknown>) =>
    api.post<Items<ContractSignature>>(`/contracts/${id}/signatures`, signature),
  setSignedDocument: (id: string, signatureId: string, fileId: string | null) =>
    api.put<Items<ContractSignature>>(`/contracts/${id}/signatures/${signatureId}/document`, { fileId }),
  signedProposal: (id: string, signatureId: string) => addressOf(`/contracts/${id}/signatures/${signatureId}/proposal`),
  removeSignature: (id: string, signatureId: string) => api.delete(`/contracts/${id}/signatures/${signatureId}`),
  files: async (id: string) => (await api.get<Items<ContractFile>>(`/contracts/${id}/files`)).items,
  addFile: (id: string, file: File) => {
    const form = new FormData();
    form.append('file', file);
    return api.post<Items<ContractFile>>(`/contracts/${id}/files`, form);
  },
  removeFile: (id: string, fileId: string) => api.delete(`/contracts/${id}/files/${fileId}`),
  file: (id: string, fileId: string) => addressOf(`/contracts/${id}/files/${fileId}`),
};
