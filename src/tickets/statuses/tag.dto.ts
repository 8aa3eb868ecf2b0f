import { ApiProperty } from '@nestjs/swagger';

export class TagView {
  @ApiProperty() name!: string;
}

export class TagList {
  @ApiProperty({ type: [TagView] }) items!: TagView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}
