import { IsIn, IsUUID } from 'class-validator';
import { LINK_KINDS, type LinkKind } from '../ticket.dto.js';

export class CreateLink {
  @IsUUID()
  otherId!: string;

  /** What the other ticket is to this one. */
  @IsIn(LINK_KINDS)
  kind!: LinkKind;
}
