import { ApiProperty } from '@nestjs/swagger';

/** What stands elsewhere, by its name. */
export class NamedView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}
