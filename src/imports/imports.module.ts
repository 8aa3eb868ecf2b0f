import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { CarriedFiles } from './carried/carried-files.service.js';
import { Handlers } from './course/handlers.js';
import { ImportCheck } from './course/import-check.service.js';
import { ImportRun } from './course/import-run.service.js';
import { ImportUndo } from './course/import-undo.service.js';
import { Scenes } from './course/scenes.service.js';
import { StoredFiles } from './files/stored-file.service.js';
import { ImportRows } from './import-rows.service.js';
import { ImportsController } from './imports.controller.js';
import './imports.permissions.js';
import './imports.personal.js';
import { ImportsService } from './imports.service.js';
import { KnowledgeModule } from '../knowledge/knowledge.module.js';
import { ArticlesHandler } from './kinds/articles.handler.js';
import { CompaniesHandler } from './kinds/companies.handler.js';
import { ContactsHandler } from './kinds/contacts.handler.js';
import { Names } from './kinds/names.service.js';
import { SitesHandler } from './kinds/sites.handler.js';
import { DealsHandler } from './kinds/deals.handler.js';
import { EquipmentHandler } from './kinds/equipment.handler.js';
import { ContractsHandler } from './kinds/contracts.handler.js';
import { ContractsModule } from '../contracts/contracts.module.js';
import { EquipmentModule } from '../equipment/equipment.module.js';
import { SalesModule } from '../sales/sales.module.js';
import { TicketsHandler } from './kinds/tickets.handler.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { Exports } from './sources/exports.service.js';

/** Reads in what was kept elsewhere: tables of people and things, and the exports of other desks. */
@Module({
  imports: [
    IdentityModule,
    CustomersModule,
    ContractsModule,
    EquipmentModule,
    KnowledgeModule,
    SalesModule,
    TicketsModule,
  ],
  controllers: [ImportsController],
  providers: [
    ArticlesHandler,
    CarriedFiles,
    CompaniesHandler,
    ContactsHandler,
    Exports,
    Handlers,
    ImportCheck,
    ImportRows,
    ImportRun,
    ImportsService,
    ImportUndo,
    Names,
    Scenes,
    StoredFiles,
    TicketsHandler,
    SitesHandler,
    DealsHandler,
    EquipmentHandler,
    ContractsHandler,
  ],
})
export class ImportsModule {}
