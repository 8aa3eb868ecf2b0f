import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../identity/identity.module.js';
import { Company, CompanyDomain } from './company.entity.js';
import { ContactIdentity } from './contact-identity.entity.js';
import { Contact } from './contact.entity.js';
import { ContactsService } from './contacts.service.js';
import './customers.events.js';
import './customers.permissions.js';

@Module({
  imports: [IdentityModule, TypeOrmModule.forFeature([Company, CompanyDomain, Contact, ContactIdentity])],
  providers: [ContactsService],
  exports: [ContactsService],
})
export class CustomersModule {}
