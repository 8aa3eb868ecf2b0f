import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomersModule } from '../customers/customers.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { CodePageController } from './code-page.controller.js';
import { EquipmentLocation } from './equipment-location.entity.js';
import { EquipmentModel } from './equipment-model.entity.js';
import { EquipmentMovesService } from './equipment-moves.service.js';
import { EquipmentPlaces } from './equipment-places.js';
import { EquipmentRegister } from './equipment-register.service.js';
import { EquipmentWriter } from './equipment-writer.js';
import { EquipmentController } from './equipment.controller.js';
import { Equipment } from './equipment.entity.js';
import './equipment.events.js';
import './equipment.permissions.js';
import { EquipmentService } from './equipment.service.js';
import { LabelsService } from './labels.service.js';
import { LocationsController } from './locations.controller.js';
import { LocationsService } from './locations.service.js';
import { ModelsController } from './models.controller.js';
import { ModelsService } from './models.service.js';
import { ReservationsController } from './reservations.controller.js';
import { ReservationsService } from './reservations.service.js';
import { StockService } from './stock.service.js';
import { UnitReservations } from './unit-reservations.js';
import './equipment.personal.js';

/** Devices and parts: what they are, where they stand, and everything that happened to them. */
@Module({
  imports: [IdentityModule, CustomersModule, TypeOrmModule.forFeature([Equipment, EquipmentLocation, EquipmentModel])],
  // Those with longer addresses first: `equipment/models` is no unit's id.
  controllers: [ModelsController, LocationsController, ReservationsController, EquipmentController, CodePageController],
  providers: [
    EquipmentMovesService,
    EquipmentPlaces,
    EquipmentRegister,
    EquipmentService,
    EquipmentWriter,
    LabelsService,
    LocationsService,
    ModelsService,
    ReservationsService,
    StockService,
    UnitReservations,
  ],
  exports: [EquipmentMovesService, EquipmentRegister, EquipmentService, LocationsService],
})
export class EquipmentModule {}
