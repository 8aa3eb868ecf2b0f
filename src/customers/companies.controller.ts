import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { CompaniesService } from './companies.service.js';
import { CompaniesQuery, CompanyChange, CompanyPage, CompanyView, NewCompany } from './company.dto.js';

@ApiTags('companies')
@Controller('companies')
export class CompaniesController {
  constructor(private readonly companies: CompaniesService) {}

  @Get()
  @Can('customers:read')
  @ApiOperation({ summary: 'Companies, newest first; `q` looks in names and domains' })
  @ApiOkResponse({ type: CompanyPage })
  list(@Query() query: CompaniesQuery): Promise<CompanyPage> {
    return this.companies.list(query);
  }

  @Get(':id')
  @Can('customers:read')
  @ApiOperation({ summary: 'A company' })
  @ApiOkResponse({ type: CompanyView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<CompanyView> {
    return this.companies.one(id);
  }

  @Post()
  @Can('customers:write')
  @ApiOperation({ summary: 'Add a company; people who wrote from its domains join it' })
  @ApiCreatedResponse({ type: CompanyView })
  async create(@Body() body: NewCompany): Promise<CompanyView> {
    return this.companies.one(await this.companies.create(body));
  }

  @Patch(':id')
  @Can('customers:write')
  @ApiOperation({ summary: 'Change a company' })
  @ApiOkResponse({ type: CompanyView })
  async change(@Param('id', ParseUUIDPipe) id: string, @Body() body: CompanyChange): Promise<CompanyView> {
    await this.companies.change(id, body);
    return this.companies.one(id);
  }

  @Delete(':id')
  @Can('customers:delete')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a company and its sites; its people stay' })
  @ApiNoContentResponse()
  async remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.companies.remove(me, id);
  }
}
