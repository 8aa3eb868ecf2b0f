import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TheCustomer, type Customer } from '../access/customer.js';
import { ForCustomers } from '../access/portal.guard.js';
import { PortalChatDoor } from './portal-chat.dto.js';
import { PortalChat } from './portal-chat.service.js';

@ApiTags('portal')
@Controller('portal/chat')
export class PortalChatController {
  constructor(private readonly chat: PortalChat) {}

  @Post()
  @ForCustomers()
  @HttpCode(200)
  @ApiOperation({
    summary: 'A token with which I chat as who I am, over the open chat protocol (`/api/asyncapi.json`)',
  })
  @ApiOkResponse({ type: PortalChatDoor })
  @ApiNotFoundResponse({ description: 'There is no chat here' })
  enter(@TheCustomer() me: Customer): Promise<PortalChatDoor> {
    return this.chat.enter(me);
  }
}
