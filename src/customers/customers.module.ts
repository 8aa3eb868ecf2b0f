import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../identity/identity.module.js';
import { CompaniesController } from './companies.controller.js';
import { CompaniesService } from './companies.service.js';
import { Company, CompanyDomain } from './company.entity.js';
import { ContactDirectoryService } from './contact-directory.service.js';
import { ContactDuplicatesService } from './contact-duplicates.service.js';
import { ContactIdentity } from './contact-identity.entity.js';
import { ContactLists } from './contact-lists.service.js';
import { ContactMergeJournal } from './contact-merge-journal.service.js';
import { ContactMerge } from './contact-merge.entity.js';
import { ContactMergesController } from './contact-merges.controller.js';
import { ContactMergesService } from './contact-merges.service.js';
import { Contact } from './contact.entity.js';
import { ContactViews } from './contact-views.service.js';
import { ContactsController } from './contacts.controller.js';
import { ContactsService } from './contacts.service.js';
import { CustomField } from './custom-field.entity.js';
import { CustomFieldsController } from './custom-fields.controller.js';
import { CustomFieldsService } from './custom-fields.service.js';
import './customers.events.js';
import './customers.permissions.js';
import './customers.personal.js';
import { MergeGifts } from './merge-gifts.js';
import { Site } from './site.entity.js';
import { SitesController } from './sites.controller.js';
import { SitesService } from './sites.service.js';
import { Suppressions } from './suppressions.service.js';

/** Companies, their sites and people, and every way to reach them. */
@Module({
  imports: [
    IdentityModule,
    TypeOrmModule.forFeature([Company, CompanyDomain, Contact, ContactIdentity, ContactMerge, CustomField, Site]),
  ],
  controllers: [
    CompaniesController,
    ContactsController,
    ContactMergesController,
    CustomFieldsController,
    SitesController,
  ],
  providers: [
    CompaniesService,
    ContactDirectoryService,
    ContactDuplicatesService,
    ContactLists,
    ContactMergeJournal,
    ContactMergesService,
    ContactViews,
    ContactsService,
    CustomFieldsService,
    MergeGifts,
    SitesService,
    Suppressions,
  ],
  exports: [
    CompaniesService,
    ContactDirectoryService,
    ContactLists,
    ContactMergeJournal,
    ContactViews,
    ContactsService,
    CustomFieldsService,
    SitesService,
    Suppressions,
  ],
})
export class CustomersModule {}
