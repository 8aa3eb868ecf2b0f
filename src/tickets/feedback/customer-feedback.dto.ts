import { ApiProperty } from '@nestjs/swagger';

export class FeedbackParty {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class FeedbackTicket {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
}

export class FeedbackView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({
    enum: ['recommendation', 'rating'],
    description: 'Said of us to everybody, or how somebody rated a conversation with us.',
  })
  kind!: 'recommendation' | 'rating';
  @ApiProperty({ type: String, enum: ['positive', 'negative'], nullable: true }) verdict!:
    'positive' | 'negative' | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Of a rating: 1 to 5.' }) score!: number | null;
  @ApiProperty() text!: string;
  @ApiProperty() channel!: string;
  @ApiProperty({ type: FeedbackParty, nullable: true }) inbox!: FeedbackParty | null;
  @ApiProperty({ type: FeedbackParty }) contact!: FeedbackParty;
  @ApiProperty({ type: FeedbackTicket, nullable: true, description: 'Of a rating: what it was about.' })
  ticket!: FeedbackTicket | null;
  @ApiProperty({ type: String, nullable: true, description: 'Where everybody reads it.' }) link!: string | null;
  @ApiProperty({ description: 'It said something else before.' }) edited!: boolean;
  @ApiProperty() at!: Date;
}

export class FeedbackPage {
  @ApiProperty({ type: [FeedbackView] }) items!: FeedbackView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
