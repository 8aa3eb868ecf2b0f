import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { IdentityModule } from '../identity/identity.module.js';
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
import { CompaniesHandler } from './kinds/companies.handler.js';
import { ContactsHandler } from './kinds/contacts.handler.js';
import { Names } from './kinds/names.service.js';
import { TicketsHandler } from './kinds/tickets.handler.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { Exports } from './sources/exports.service.js';

/** Reads in what was kept elsewhere: tables of people and things, and the exports of other desks. */
@Module({
  imports: [IdentityModule, CustomersModule, TicketsModule],
  controllers: [ImportsController],
  providers: [
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
  ],
})
export class ImportsModule {}
