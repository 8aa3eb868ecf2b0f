import type { INestApplication } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { DataSource } from 'typeorm';
import { SmtpReceiver } from '../channels/email/receiver/smtp-receiver.js';
import { newId } from '../platform/ids.js';
import type { Dice } from './dice.js';
import { LINES } from './firm.js';
import type { Persona } from './personas.js';
import type { Scene } from './scenes/scene.js';
import { thingsOf, worded } from './wording.js';

/** How often one person answers in one thread before they leave it be. */
const MAX_ANSWERS = 3;

interface Letter {
  persona: Persona;
  subject: string;
  /** What is still to be said, when it is this person's turn. */
  further: string[];
  answers: number;
}

interface Reply {
  to: string;
  subject: string;
  messageId: string;
  references: string;
  replyTo: string;
}

/** Customers who write mail: over SMTP to the built-in receiver, as anybody's mail server would. */
export class MailCorrespondent {
  private readonly letters = new Map<string, Letter>();
  private lastSeen = '';

  constructor(
    private readonly app: INestApplication,
    private readonly dice: Dice,
  ) {}

  /** Only what is sent from now on is answered. */
  async start(): Promise<void> {
    const [row] = await this.db.query<{ id: string | null }[]>('select max(id::text) as id from mail_outbox');
    this.lastSeen = row?.id ?? '00000000-0000-0000-0000-000000000000';
  }

  get available(): boolean {
    return this.receiver.port !== null;
  }

  async write(persona: Persona, scene: Scene, at: number): Promise<void> {
    const things = thingsOf(persona, at, this.dice);
    const say = (text: string): string => worded(text, things, at, scene.language, this.dice);
    const [first, ...further] = scene.turns.filter((turn) => turn.who === 'customer').map((turn) => say(turn.text));
    const subject = say(scene.subject);
    this.letters.set(persona.email, { persona, subject, further, answers: 0 });
    await this.send(persona, LINES[scene.via].address!, subject, first!);
  }

  /** Replies that agents sent since the last look: in the built-in outbox, because no mail leaves the demo. */
  async collect(): Promise<Reply[]> {
    const rows = await this.db.query<{ id: string; envelope_to: string[]; raw: Buffer }[]>(
      `select id, envelope_to, raw from mail_outbox where id > $1::uuid and message_id is not null order by id limit 20`,
      [this.lastSeen],
    );
    const replies: Reply[] = [];
    for (const row of rows) {
      this.lastSeen = row.id;
      const mail = await PostalMime.parse(row.raw);
      replies.push({
        to: row.envelope_to[0]?.toLowerCase() ?? '',
        subject: mail.subject ?? '',
        messageId: mail.messageId ?? '',
        references: `${mail.references ?? ''} ${mail.messageId ?? ''}`.trim(),
        replyTo: mail.replyTo?.[0]?.address ?? mail.from?.address ?? '',
      });
    }
    return replies;
  }

  /** Answers with what is next in the story; who is not in one says thanks. False where they leave it be. */
  async answer(reply: Reply, who: (address: string) => Promise<Persona | undefined>): Promise<boolean> {
    const letter = this.letters.get(reply.to) ?? (await this.pickUp(reply, who));
    if (!letter || letter.answers >= MAX_ANSWERS || !reply.replyTo) return false;
    letter.answers += 1;
    const text = letter.further.shift() ?? this.dice.pick(THANKS[letter.persona.language]);
    await this.send(letter.persona, reply.replyTo, reply.subject, text, reply);
    return true;
  }

  private async pickUp(
    { to, subject }: Reply,
    who: (address: string) => Promise<Persona | undefined>,
  ): Promise<Letter | undefined> {
    const persona = await who(to);
    if (!persona) return undefined;
    const letter: Letter = { persona, subject, further: [], answers: 0 };
    this.letters.set(to, letter);
    return letter;
  }

  private async send(from: Persona, to: string, subject: string, text: string, to_?: Reply): Promise<void> {
    const port = this.receiver.port;
    if (port === null) return;
    const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
    try {
      await transport.sendMail({
        from: { name: from.name, address: from.email },
        to,
        subject: to_ && !/^re:/i.test(subject) ? `Re: ${subject}` : subject,
        text,
        messageId: `<${newId()}@${from.email.split('@')[1]}>`,
        ...(to_ && { inReplyTo: to_.messageId, references: to_.references }),
      });
    } finally {
      transport.close();
    }
  }

  private get db(): DataSource {
    return this.app.get(DataSource);
  }

  private get receiver(): SmtpReceiver {
    return this.app.get(SmtpReceiver, { strict: false });
  }
}

const THANKS = {
  pt: [
    'Obrigado, vou testar e aviso.',
    'Perfeito, obrigada!',
    'Certo, aguardo. Obrigado pela atenção.',
    'Funcionou, muito obrigado!',
  ],
  en: [
    'Thank you, I will try and let you know.',
    'Perfect, thanks!',
    'All right, I will wait to hear from you.',
    'That worked, thanks a lot!',
  ],
};
