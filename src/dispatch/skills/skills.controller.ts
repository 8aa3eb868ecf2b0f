import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { NewSkill, SkillChange, SkillList, SkillView } from './skill.dto.js';
import { SkillsService } from './skills.service.js';

@ApiTags('dispatch')
@Controller('skills')
export class SkillsController {
  constructor(private readonly skills: SkillsService) {}

  @Get()
  @Can('visits:read')
  @ApiOperation({ summary: 'Every skill that a technician can have' })
  @ApiOkResponse({ type: SkillList })
  async list(): Promise<SkillList> {
    return { items: await this.skills.list(), nextCursor: null };
  }

  @Post()
  @Can('technicians:manage')
  @ApiOperation({ summary: 'Add a skill' })
  @ApiCreatedResponse({ type: SkillView })
  async create(@Me() me: Actor, @Body() body: NewSkill): Promise<SkillView> {
    return this.skills.one(await this.skills.create(me, body));
  }

  @Patch(':id')
  @Can('technicians:manage')
  @ApiOperation({ summary: 'Change a skill' })
  @ApiOkResponse({ type: SkillView })
  async change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: SkillChange): Promise<SkillView> {
    await this.skills.change(me, id, body);
    return this.skills.one(id);
  }

  @Delete(':id')
  @Can('technicians:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a skill; nobody has it afterwards' })
  @ApiNoContentResponse()
  async remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.skills.remove(me, id);
  }
}
