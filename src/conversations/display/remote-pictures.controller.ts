import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { Response } from 'express';
import { Public } from '../../platform/http/access.decorators.js';
import { notFound } from '../../platform/http/refusal.js';
import { PictureAddresses } from './picture-addresses.js';
import { RemotePictures } from './remote-pictures.service.js';

export class PictureQuery {
  @ApiProperty({ description: 'The picture’s own URL, in base64url.' })
  @IsString()
  @MaxLength(8_000)
  of!: string;

  @ApiProperty({ description: 'Until when the address is good, in seconds since 1970.' })
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(2 ** 40)
  until!: number;

  @ApiProperty({ description: 'Proves that the address was made here.' })
  @Matches(/^[0-9a-f]{64}$/)
  mac!: string;
}

@ApiTags('messages')
@Controller('pictures')
export class RemotePicturesController {
  constructor(
    private readonly addresses: PictureAddresses,
    private readonly pictures: RemotePictures,
  ) {}

  @Get()
  @Public('the frame of a mail sends no cookie; the address is signed, and ends')
  @ApiProduces('image/png', 'image/jpeg')
  @ApiOperation({ summary: 'A remote picture of a mail, fetched and drawn anew by the server' })
  async show(@Query() query: PictureQuery, @Res() response: Response): Promise<void> {
    const url = this.addresses.open(query);
    if (!url) throw notFound('picture');
    const { type, bytes } = await this.pictures.fetch(url);
    response
      .type(type)
      .set('Cache-Control', 'private, max-age=3600, immutable')
      .set('Content-Security-Policy', `default-src 'none'; sandbox`)
      // The frame that shows it is sandboxed, and so of no origin.
      .set('Cross-Origin-Resource-Policy', 'cross-origin')
      .send(bytes);
  }
}
