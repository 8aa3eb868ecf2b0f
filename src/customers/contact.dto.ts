import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IDENTITY_KINDS, type IdentityKind } from './identity.rules.js';

export class CompanyBrief {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class IdentityView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: IDENTITY_KINDS }) kind!: IdentityKind;
  @ApiPropertyOptional({ description: 'The channel on which it was first seen' }) channel?: string;
  @ApiProperty({ description: 'Canonical: what is compared' }) value!: string;
  @ApiProperty({ description: 'As it was given' }) display!: string;
  @ApiProperty({ description: 'The channel proved that it is theirs' }) verified!: boolean;
  @ApiProperty({ description: 'What is sent there does not arrive' }) undeliverable!: boolean;
}

/** A contact as it stands in lists and beside tickets. */
export class ContactCard {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiPropertyOptional({ type: CompanyBrief }) company?: CompanyBrief;
  @ApiProperty({ type: [IdentityView] }) identities!: IdentityView[];
}
