import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Config } from '../../platform/config.js';
import { Public } from '../../platform/http/access.decorators.js';
import { asyncApiDocument } from './asyncapi.document.js';

/** The protocol for people who write other clients: `/api/asyncapi.json`. */
@ApiExcludeController()
@Public('the protocol is open')
@Controller()
export class AsyncApiController {
  constructor(private readonly config: Config) {}

  @Get('api/asyncapi.json')
  @Header('Access-Control-Allow-Origin', '*')
  @Header('Cache-Control', 'public, max-age=300')
  document(): object {
    return asyncApiDocument(this.config.publicUrl);
  }
}
