import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsUUID } from 'class-validator';

export class ShowcaseBody {
  /** In the order in which they are shown; none: the page is gone. */
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  packageIds!: string[];
}

export class ShowcaseView {
  @ApiProperty({ type: [String], format: 'uuid' }) packageIds!: string[];
  @ApiProperty({ description: 'Where anybody reads of them and asks for one.' }) url!: string;
}
