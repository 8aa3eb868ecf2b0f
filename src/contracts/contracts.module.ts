import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomersModule } from '../customers/customers.module.js';
import { HoursModule } from '../hours/hours.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ConsumptionService } from './consumption.service.js';
import { ContractHistoryService } from './contract-history.service.js';
import { ContractLinesService } from './contract-lines.service.js';
import { ContractSignaturesController } from './contract-signatures.controller.js';
import { ContractSignatures } from './contract-signatures.service.js';
import { ContractUpkeep } from './contract-upkeep.js';
import { Contract, ContractLine } from './contract.entity.js';
import { ContractsController } from './contracts.controller.js';
import './contracts.events.js';
import './contracts.permissions.js';
import { ContractsService } from './contracts.service.js';
import { CoverageService } from './coverage.service.js';
import { EntitlementsService } from './entitlements.service.js';
import { Package, PackagePrice } from './package.entity.js';
import { PackagesController } from './packages.controller.js';
import { PackagesService } from './packages.service.js';
import { PriceIndexesController } from './price-indexes.controller.js';
import { PriceIndexesService } from './price-indexes.service.js';
import './contracts.personal.js';

/** What customers bought. */
@Module({
  imports: [
    IdentityModule,
    CustomersModule,
    HoursModule,
    TypeOrmModule.forFeature([Contract, ContractLine, Package, PackagePrice]),
  ],
  controllers: [ContractsController, ContractSignaturesController, PackagesController, PriceIndexesController],
  providers: [
    ConsumptionService,
    ContractHistoryService,
    ContractLinesService,
    ContractSignatures,
    ContractsService,
    ContractUpkeep,
    CoverageService,
    EntitlementsService,
    PackagesService,
    PriceIndexesService,
  ],
  exports: [
    ConsumptionService,
    ContractSignatures,
    ContractsService,
    CoverageService,
    EntitlementsService,
    PackagesService,
  ],
})
export class ContractsModule {}
