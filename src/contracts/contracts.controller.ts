import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { ContractChange, ContractPage, ContractsQuery, ContractView, NewContract } from './contract.dto.js';
import { ContractsService } from './contracts.service.js';

@ApiTags('contracts')
@Controller('contracts')
export class ContractsController {
  constructor(private readonly contracts: ContractsService) {}

  @Get()
  @Can('contracts:read')
  @ApiOperation({ summary: 'Contracts, newest first' })
  @ApiOkResponse({ type: ContractPage })
  list(@Query() query: ContractsQuery): Promise<ContractPage> {
    return this.contracts.list(query);
  }

  @Get(':id')
  @Can('contracts:read')
  @ApiOperation({ summary: 'A contract' })
  @ApiOkResponse({ type: ContractView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<ContractView> {
    return this.contracts.one(id);
  }

  @Post()
  @Can('contracts:write')
  @ApiOperation({ summary: 'Add a contract' })
  @ApiCreatedResponse({ type: ContractView })
  async create(@Me() me: Actor, @Body() body: NewContract): Promise<ContractView> {
    return this.contracts.one(await this.contracts.create(me, body));
  }

  @Patch(':id')
  @Can('contracts:write')
  @ApiOperation({ summary: 'Change a contract' })
  @ApiOkResponse({ type: ContractView })
  async change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ContractChange,
  ): Promise<ContractView> {
    await this.contracts.change(me, id, body);
    return this.contracts.one(id);
  }
}
