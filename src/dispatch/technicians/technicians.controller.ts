import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { AbsencesService } from './absences.service.js';
import {
  NewAbsence,
  NewTechnician,
  TechnicianChange,
  TechnicianPage,
  TechniciansQuery,
  TechnicianView,
} from './technician.dto.js';
import { TechniciansService } from './technicians.service.js';

@ApiTags('dispatch')
@Controller('technicians')
export class TechniciansController {
  constructor(
    private readonly technicians: TechniciansService,
    private readonly absences: AbsencesService,
  ) {}

  @Get()
  @Can('visits:plan', 'technicians:manage')
  @ApiOperation({ summary: 'Technicians by name, with hours, skills, territories and coming absences' })
  @ApiOkResponse({ type: TechnicianPage })
  list(@Query() query: TechniciansQuery): Promise<TechnicianPage> {
    return this.technicians.list(query);
  }

  @Get(':id')
  @Can('visits:plan', 'technicians:manage')
  @ApiOperation({ summary: 'A technician' })
  @ApiOkResponse({ type: TechnicianView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<TechnicianView> {
    return this.technicians.one(id);
  }

  @Post()
  @Can('technicians:manage')
  @ApiOperation({ summary: 'Make a user a technician' })
  @ApiCreatedResponse({ type: TechnicianView })
  async create(@Me() me: Actor, @Body() body: NewTechnician): Promise<TechnicianView> {
    return this.technicians.one(await this.technicians.create(me, body));
  }

  @Patch(':id')
  @Can('technicians:manage')
  @ApiOperation({ summary: 'Change a technician; lists replace what was there' })
  @ApiOkResponse({ type: TechnicianView })
  async change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: TechnicianChange,
  ): Promise<TechnicianView> {
    await this.technicians.change(me, id, body);
    return this.technicians.one(id);
  }

  @Post(':id/absences')
  @Can('technicians:manage')
  @ApiOperation({ summary: 'A time in which the technician is not there' })
  @ApiCreatedResponse({ type: TechnicianView })
  async addAbsence(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: NewAbsence,
  ): Promise<TechnicianView> {
    await this.absences.add(me, id, body);
    return this.technicians.one(id);
  }

  @Delete(':id/absences/:absenceId')
  @Can('technicians:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take an absence back' })
  @ApiNoContentResponse()
  async removeAbsence(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('absenceId', ParseUUIDPipe) absenceId: string,
  ): Promise<void> {
    await this.absences.remove(id, absenceId);
  }
}
