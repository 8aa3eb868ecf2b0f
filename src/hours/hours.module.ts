import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../identity/identity.module.js';
import { CalendarBook } from './calendar-book.service.js';
import { Calendar } from './calendar.entity.js';
import { CalendarsController } from './calendars.controller.js';
import { CalendarsService } from './calendars.service.js';
import { HolidaysService } from './holidays.service.js';
import './hours.events.js';
import './hours.permissions.js';
import { PreviewService } from './preview.service.js';
import './hours.personal.js';

/** Working hours, holidays and zones: the time that counts. */
@Module({
  imports: [IdentityModule, TypeOrmModule.forFeature([Calendar])],
  controllers: [CalendarsController],
  providers: [CalendarBook, CalendarsService, HolidaysService, PreviewService],
  exports: [CalendarBook, CalendarsService],
})
export class HoursModule {}
