import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import {
  CalendarChange,
  CalendarList,
  CalendarView,
  CalendarYearView,
  NewCalendar,
  YearQuery,
} from './calendar.dto.js';
import { CalendarsService } from './calendars.service.js';
import { HolidaysQuery, HolidaySuggestions, PlaceList, PlaceQuery } from './holiday.dto.js';
import { HolidaysService } from './holidays.service.js';
import { PreviewBody, PreviewView } from './preview.dto.js';
import { PreviewService } from './preview.service.js';

@ApiTags('sla')
@Controller('sla')
export class CalendarsController {
  constructor(
    private readonly calendars: CalendarsService,
    private readonly holidays: HolidaysService,
    private readonly previews: PreviewService,
  ) {}

  @Get('calendars')
  @Can('sla:read')
  @ApiOperation({ summary: 'Working hours, the default first' })
  @ApiOkResponse({ type: CalendarList })
  list(): Promise<CalendarList> {
    return this.calendars.list();
  }

  @Get('calendars/:id')
  @Can('sla:read')
  @ApiOperation({ summary: 'A calendar' })
  @ApiOkResponse({ type: CalendarView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<CalendarView> {
    return this.calendars.one(id);
  }

  @Get('calendars/:id/year')
  @Can('sla:read')
  @ApiOperation({ summary: 'A year of a calendar day by day, as it really is' })
  @ApiOkResponse({ type: CalendarYearView })
  year(@Param('id', ParseUUIDPipe) id: string, @Query() { year }: YearQuery): Promise<CalendarYearView> {
    return this.calendars.year(id, year);
  }

  @Post('calendars')
  @Can('sla:manage')
  @ApiOperation({ summary: 'Add a calendar. One that never opens is refused' })
  @ApiCreatedResponse({ type: CalendarView })
  create(@Me() me: Actor, @Body() body: NewCalendar): Promise<CalendarView> {
    return this.calendars.create(me, body);
  }

  @Patch('calendars/:id')
  @Can('sla:manage')
  @ApiOperation({ summary: 'Change a calendar. What was promised before keeps the version it was promised on' })
  @ApiOkResponse({ type: CalendarView })
  change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: CalendarChange): Promise<CalendarView> {
    return this.calendars.change(me, id, body);
  }

  @Delete('calendars/:id')
  @Can('sla:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a calendar; whatever used it uses the default' })
  @ApiNoContentResponse()
  async remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.calendars.remove(me, id);
  }

  @Get('holidays')
  @Can('sla:read')
  @ApiOperation({ summary: 'Suggested holidays of a country or region: to be looked through, not to be trusted' })
  @ApiOkResponse({ type: HolidaySuggestions })
  suggest(@Query() query: HolidaysQuery): Promise<HolidaySuggestions> {
    return this.holidays.suggest(query);
  }

  @Get('holidays/places')
  @Can('sla:read')
  @ApiOperation({ summary: 'Countries, or the regions of one, of which holidays are known' })
  @ApiOkResponse({ type: PlaceList })
  places(@Query() { country }: PlaceQuery): Promise<PlaceList> {
    return this.holidays.places(country);
  }

  @Post('preview')
  @Can('sla:read')
  @HttpCode(200)
  @ApiOperation({ summary: 'When so many minutes of working time are over, or how many there are until then' })
  @ApiOkResponse({ type: PreviewView })
  preview(@Body() body: PreviewBody): Promise<PreviewView> {
    return this.previews.preview(body);
  }
}
