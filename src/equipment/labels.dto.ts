import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsUUID } from 'class-validator';
import { LABEL_FORMATS, type LabelFormat } from './labels.rules.js';

export class LabelsQuery {
  @ApiProperty({ type: String, description: 'Ids of units, with commas between them; at most 200.' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  ids!: string[];

  /** `sheet`: A4 with 21 stickers of 63.5 × 38.1 mm; `roll`: one after another, 62 × 29 mm. */
  @IsIn(LABEL_FORMATS) format: LabelFormat = 'sheet';
}
