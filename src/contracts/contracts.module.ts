import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomersModule } from '../customers/customers.module.js';
import { HoursModule } from '../hours/hours.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { Contract } from './contract.entity.js';
import { ContractsController } from './contracts.controller.js';
import './contracts.events.js';
import './contracts.permissions.js';
import { ContractsService } from './contracts.service.js';
import { EntitlementsService } from './entitlements.service.js';
import { Package } from './package.entity.js';
import { PackagesController } from './packages.controller.js';
import { PackagesService } from './packages.service.js';
import './contracts.personal.js';

/** What customers bought. */
@Module({
  imports: [IdentityModule, CustomersModule, HoursModule, TypeOrmModule.forFeature([Contract, Package])],
  controllers: [ContractsController, PackagesController],
  providers: [ContractsService, EntitlementsService, PackagesService],
  exports: [EntitlementsService, PackagesService],
})
export class ContractsModule {}
