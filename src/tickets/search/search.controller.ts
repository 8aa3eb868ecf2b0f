import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { SearchAnswer, SearchRequest } from './search.dto.js';
import { SearchService } from './search.service.js';

@ApiTags('search')
@Controller('search')
export class SearchController {
  constructor(private readonly service: SearchService) {}

  @Get()
  @Can('tickets:read')
  @ApiOperation({ summary: 'Words in subjects and messages, people, companies, numbers; accents and typos forgiven' })
  @ApiOkResponse({ type: SearchAnswer })
  search(@Me() me: Actor, @Query() query: SearchRequest): Promise<SearchAnswer> {
    return this.service.search(me, query);
  }
}
