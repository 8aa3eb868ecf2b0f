import { ApiProperty } from '@nestjs/swagger';
import { EquipmentView } from '../../equipment/equipment.dto.js';
import { LinkedTicket } from '../ticket.dto.js';

export class TicketEquipment {
  @ApiProperty({ type: [EquipmentView], description: 'What the ticket is about, by tag.' }) items!: EquipmentView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}

export class EquipmentTicket extends LinkedTicket {
  @ApiProperty() createdAt!: Date;
}

export class EquipmentTickets {
  @ApiProperty({ type: [EquipmentTicket] }) items!: EquipmentTicket[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
