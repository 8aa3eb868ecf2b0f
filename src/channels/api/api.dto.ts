import { ApiProperty } from '@nestjs/swagger';
import type { ApiDelivery, DeliveryOutcome } from './api-delivery.entity.js';

export class ApiSecretView {
  @ApiProperty({ description: 'The new secret; it is shown only here.' }) secret!: string;
}

export class ApiDeliveryView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) messageId!: string;
  @ApiProperty() url!: string;
  @ApiProperty({ enum: ['accepted', 'refused', 'later'], description: 'later: it is repeated by itself.' })
  outcome!: DeliveryOutcome;
  @ApiProperty({ type: Number, nullable: true, description: 'Null where no answer came.' })
  status!: number | null;
  @ApiProperty({ description: 'The beginning of the answer, or why there is none.' }) answer!: string;
  @ApiProperty({ description: 'Milliseconds until the answer.' }) ms!: number;
  @ApiProperty({ description: 'A person asked for it.' }) replay!: boolean;
  @ApiProperty() at!: Date;
}

export class ApiDeliveryPage {
  @ApiProperty({ type: [ApiDeliveryView] }) items!: ApiDeliveryView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export function presentDelivery(row: ApiDelivery): ApiDeliveryView {
  const { id, messageId, url, outcome, status, answer, ms, replay, at } = row;
  return { id, messageId, url, outcome, status, answer, ms, replay, at };
}
