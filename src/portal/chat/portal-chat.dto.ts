import { ApiProperty } from '@nestjs/swagger';

export class PortalChatDoor {
  @ApiProperty({ description: 'The line’s public key, for the handshake of the chat protocol' }) inbox!: string;
  @ApiProperty({ description: 'The visitor’s token; it is good for as long as this session is' }) visitor!: string;
  @ApiProperty({ description: 'The first words in an empty chat; may be empty' }) greeting!: string;
}
