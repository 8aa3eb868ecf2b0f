import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Config } from '../../platform/config.js';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { ShowcaseBody, ShowcaseView } from './showcase.dto.js';
import { Showcase } from './showcase.service.js';

@ApiTags('sales')
@Controller('public-packages')
export class ShowcaseController {
  constructor(
    private readonly showcase: Showcase,
    private readonly config: Config,
  ) {}

  @Get()
  @Can('deals:read')
  @ApiOperation({ summary: 'Which packages anybody may read of' })
  @ApiOkResponse({ type: ShowcaseView })
  async read(): Promise<ShowcaseView> {
    return { packageIds: await this.showcase.ids(), url: `${this.config.publicUrl}/packages` };
  }

  @Put()
  @Can('pipelines:manage')
  @ApiOperation({ summary: 'Show these, and no others' })
  @ApiOkResponse({ type: ShowcaseView })
  async set(@Me() me: Actor, @Body() { packageIds }: ShowcaseBody): Promise<ShowcaseView> {
    await this.showcase.set(me, packageIds);
    return this.read();
  }
}
