import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { MovePage, MovesQuery, NewMove, NewSwap } from './equipment-move.dto.js';
import { EquipmentMovesService } from './equipment-moves.service.js';
import { EquipmentRegister } from './equipment-register.service.js';
import {
  EquipmentChange,
  EquipmentPage,
  EquipmentQuery,
  NewEquipment,
  SoftwareList,
  WholeEquipment,
} from './equipment.dto.js';
import { EquipmentService } from './equipment.service.js';
import { LabelsQuery } from './labels.dto.js';
import { LabelsService } from './labels.service.js';
import { StockQuery, StockView } from './stock.dto.js';
import { StockService } from './stock.service.js';

@ApiTags('equipment')
@Controller('equipment')
export class EquipmentController {
  constructor(
    private readonly equipment: EquipmentService,
    private readonly register: EquipmentRegister,
    private readonly moves: EquipmentMovesService,
    private readonly stock: StockService,
    private readonly labels: LabelsService,
  ) {}

  @Get()
  @Can('equipment:read')
  @ApiOperation({ summary: 'Units, newest first' })
  @ApiOkResponse({ type: EquipmentPage })
  list(@Query() query: EquipmentQuery): Promise<EquipmentPage> {
    return this.equipment.list(query);
  }

  @Post()
  @Can('equipment:manage')
  @ApiOperation({ summary: 'Add a unit' })
  @ApiCreatedResponse({ type: WholeEquipment })
  async create(@Me() me: Actor, @Body() body: NewEquipment): Promise<WholeEquipment> {
    return this.equipment.one(await this.register.create(me, body));
  }

  @Get('stock')
  @Can('equipment:read')
  @ApiOperation({ summary: 'What lies where, from whom, and what of it is free in a period' })
  @ApiOkResponse({ type: StockView })
  look(@Query() query: StockQuery): Promise<StockView> {
    return this.stock.look(query);
  }

  @Get('labels')
  @Can('equipment:read')
  @ApiOperation({ summary: 'Labels with QR codes, as a PDF: a sheet of stickers, or one after another' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async print(@Query() { ids, format }: LabelsQuery, @Res() response: Response): Promise<void> {
    const file = await this.labels.print(ids, format);
    response.type('application/pdf').setHeader('Content-Disposition', 'inline; filename="labels.pdf"');
    response.send(file);
  }

  @Get('by-code/:code')
  @Can('equipment:read')
  @ApiOperation({ summary: 'A unit by the code in its QR code' })
  @ApiOkResponse({ type: WholeEquipment })
  byCode(@Param('code') code: string): Promise<WholeEquipment> {
    return this.equipment.byCode(code);
  }

  @Post('swaps')
  @Can('equipment:move')
  @ApiOperation({ summary: 'Take an installed unit away and put another in its place, in one step' })
  @ApiCreatedResponse({ type: WholeEquipment, description: 'The one that stands there now.' })
  async swap(@Me() me: Actor, @Body() body: NewSwap): Promise<WholeEquipment> {
    await this.moves.swap(me, body);
    return this.equipment.one(body.inId);
  }

  @Get(':id')
  @Can('equipment:read')
  @ApiOperation({ summary: 'All about a unit' })
  @ApiOkResponse({ type: WholeEquipment })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<WholeEquipment> {
    return this.equipment.one(id);
  }

  @Patch(':id')
  @Can('equipment:manage')
  @ApiOperation({ summary: 'Change what is known of a unit; where it goes is a move' })
  @ApiOkResponse({ type: WholeEquipment })
  async change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: EquipmentChange,
  ): Promise<WholeEquipment> {
    await this.register.change(me, id, body);
    return this.equipment.one(id);
  }

  @Get(':id/moves')
  @Can('equipment:read')
  @ApiOperation({ summary: 'Every move of a unit, newest first' })
  @ApiOkResponse({ type: MovePage })
  history(@Param('id', ParseUUIDPipe) id: string, @Query() query: MovesQuery): Promise<MovePage> {
    return this.moves.list(id, query);
  }

  @Post(':id/moves')
  @Can('equipment:move')
  @ApiOperation({ summary: 'Install, return, repair, retire …: what is inside goes along' })
  @ApiCreatedResponse({ type: WholeEquipment })
  async move(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: NewMove): Promise<WholeEquipment> {
    await this.moves.move(me, id, body);
    return this.equipment.one(id);
  }

  @Put(':id/software')
  @Can('equipment:move')
  @HttpCode(200)
  @ApiOperation({ summary: 'Note all software that is installed, with versions' })
  @ApiOkResponse({ type: WholeEquipment })
  async software(@Param('id', ParseUUIDPipe) id: string, @Body() body: SoftwareList): Promise<WholeEquipment> {
    await this.register.noteSoftware(id, body);
    return this.equipment.one(id);
  }

  @Get(':id/qr.svg')
  @Can('equipment:read')
  @ApiOperation({ summary: 'The QR code of a unit, as a picture' })
  @ApiProduces('image/svg+xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  async picture(@Param('id', ParseUUIDPipe) id: string, @Res() response: Response): Promise<void> {
    response.type('image/svg+xml').send(await this.labels.picture(id));
  }
}
