import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SignedIn } from '../../platform/http/access.decorators.js';
import type { Identified } from '../sessions/access-reader.js';
import { WhileEnrolling } from '../sessions/access-paths.decorators.js';
import { MyAccess } from '../sessions/caller.decorator.js';
import { MeView, MyChange } from './me.dto.js';
import { MeService } from './me.service.js';

@ApiTags('me')
@Controller('me')
export class MeController {
  constructor(private readonly me: MeService) {}

  @Get()
  @SignedIn()
  @WhileEnrolling()
  @ApiOperation({ summary: 'Who I am and what I may do' })
  @ApiOkResponse({ type: MeView })
  read(@MyAccess() mine: Identified): Promise<MeView> {
    return this.me.view(mine);
  }

  @Patch()
  @SignedIn()
  @ApiOperation({ summary: 'Change my profile, or whether I take work now' })
  @ApiOkResponse({ type: MeView })
  async change(@MyAccess() mine: Identified, @Body() body: MyChange): Promise<MeView> {
    await this.me.change(mine.actor, body);
    return this.me.view(mine);
  }
}
