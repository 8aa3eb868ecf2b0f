import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { allPermissions, Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { NewRole, PermissionList, RoleChange, RoleList, RoleView } from './role.dto.js';
import { RolesService } from './roles.service.js';

@ApiTags('people')
@Controller()
export class RolesController {
  constructor(private readonly roles: RolesService) {}

  @Get('roles')
  @Can('users:read')
  @ApiOperation({ summary: 'Every role, shipped and own' })
  @ApiOkResponse({ type: RoleList })
  async list(): Promise<RoleList> {
    return { items: (await this.roles.all()).map(RoleView.of), nextCursor: null };
  }

  @Post('roles')
  @Can('roles:manage')
  @ApiOperation({ summary: 'Make a role from permissions' })
  @ApiCreatedResponse({ type: RoleView })
  async create(@Me() me: Actor, @Body() body: NewRole): Promise<RoleView> {
    return RoleView.of(await this.roles.create(me, body));
  }

  @Patch('roles/:id')
  @Can('roles:manage')
  @ApiOperation({ summary: 'Change a role of your own making; its holders feel it at once' })
  @ApiOkResponse({ type: RoleView })
  async change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: RoleChange): Promise<RoleView> {
    return RoleView.of(await this.roles.change(me, id, body));
  }

  @Delete('roles/:id')
  @Can('roles:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a role that nobody has' })
  @ApiNoContentResponse()
  async remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.roles.remove(me, id);
  }

  @Get('permissions')
  @Can('users:read')
  @ApiOperation({ summary: 'Everything that a role can allow' })
  @ApiOkResponse({ type: PermissionList })
  permissions(): PermissionList {
    const items = allPermissions().map(({ key, about, roles }) => ({
      key,
      description: about,
      group: key.slice(0, key.indexOf(':')),
      roles,
    }));
    return { items, nextCursor: null };
  }
}
