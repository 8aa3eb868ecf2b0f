import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/channels.module.js';
import { ContractsModule } from '../contracts/contracts.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import './billing.events.js';
import './billing.permissions.js';
import { ContractFilesController } from './contract-files/contract-files.controller.js';
import { ContractFiles } from './contract-files/contract-files.service.js';
import { EarlyEndsController } from './invoices/early-ends.controller.js';
import { EarlyEnds } from './invoices/early-ends.service.js';
import { DunningController } from './dunning/dunning.controller.js';
import { DunningService } from './dunning/dunning.service.js';
import { InvoiceLetters } from './dunning/invoice-letters.service.js';
import { CreditNotes } from './invoices/credit-notes.service.js';
import { InvoiceDocuments } from './invoices/invoice-documents.service.js';
import { InvoiceWriter } from './invoices/invoice-writer.service.js';
import { InvoicesController } from './invoices/invoices.controller.js';
import { InvoicesService } from './invoices/invoices.service.js';
import { BankImports } from './payments/bank-import.service.js';
import { PaymentConnections } from './payments/payment-connections.service.js';
import {
  PaymentConnectionsController,
  PaymentHooksController,
  PaymentsController,
} from './payments/payments.controller.js';
import { PaymentsService } from './payments/payments.service.js';
import { DueContracts } from './runs/due-contracts.service.js';
import { InvoiceRunsController } from './runs/invoice-runs.controller.js';
import { InvoiceRuns } from './runs/invoice-runs.service.js';
import { BillingProfiles } from './settings/billing-profiles.service.js';
import {
  BillingProfilesController,
  BillingSettingsController,
  TaxRatesController,
} from './settings/billing-settings.controller.js';
import { BillingSettings } from './settings/billing-settings.service.js';
import { ProfileMerges } from './settings/profile-merges.js';
import { TaxRatesService } from './settings/tax-rates.service.js';
import { InvoiceExportController, StatementsController } from './statements/statements.controller.js';
import { StatementDocuments } from './statements/statement-documents.service.js';
import { StatementsService } from './statements/statements.service.js';
import './billing.personal.js';

/** Money: invoices from contracts, what was paid of them, and what reminds of those that were not. */
@Module({
  imports: [IdentityModule, CustomersModule, ContractsModule, ConversationsModule, TicketsModule, ChannelsModule],
  controllers: [
    // Before the invoices, whose `:id` would take their names.
    InvoiceRunsController,
    InvoiceExportController,
    InvoicesController,
    PaymentsController,
    PaymentConnectionsController,
    PaymentHooksController,
    BillingSettingsController,
    TaxRatesController,
    BillingProfilesController,
    StatementsController,
    DunningController,
    ContractFilesController,
    EarlyEndsController,
  ],
  providers: [
    BankImports,
    BillingProfiles,
    BillingSettings,
    ContractFiles,
    EarlyEnds,
    CreditNotes,
    DueContracts,
    DunningService,
    InvoiceDocuments,
    InvoiceLetters,
    InvoiceRuns,
    InvoicesService,
    InvoiceWriter,
    PaymentConnections,
    PaymentsService,
    ProfileMerges,
    StatementDocuments,
    StatementsService,
    TaxRatesService,
  ],
  exports: [
    BillingProfiles,
    ContractFiles,
    InvoiceDocuments,
    InvoicesService,
    PaymentsService,
    StatementDocuments,
    StatementsService,
  ],
})
export class BillingModule {}
