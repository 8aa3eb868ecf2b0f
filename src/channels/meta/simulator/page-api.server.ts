import { randomToken } from '../../../platform/crypto/tokens.js';
import type { Message, Messaging } from '../page/page.types.js';
import { fileIn, formOf, GraphServer, jsonOf, LOST, No, type Call, type GraphOptions } from './graph.server.js';

export interface Customer {
  id: string;
  name: string;
}

export interface SentMessage {
  id: string;
  /** Nobody in particular, where it stands under a comment. */
  to: string;
  text: string;
  /** As it was asked for. */
  body: Record<string, unknown>;
}

interface Options extends GraphOptions {
  port?: number;
  pageId: string;
  /** `object` of its webhooks: a page, or the other product, whose account it is. */
  object: string;
  maxText: { length: number; measure(text: string): number };
  tell?: (sent: SentMessage) => void;
  tellPost?: (post: PublishedPost) => void;
}

export interface PublishedPost {
  id: string;
  message: string;
  created_time: string;
  permalink_url: string;
  link?: string;
  picture?: { type: string; size: number };
}

interface Kept {
  type: string;
  content: Buffer;
}

interface MentionCall {
  media_id?: string;
  comment_id?: string;
  message?: string;
}

interface SendCall {
  recipient?: { id?: string; comment_id?: string };
  messaging_type?: string;
  tag?: string;
  message?: { text?: string; metadata?: string; attachment?: { type: string; payload: { attachment_id: string } } };
}

const HOUR = 3_600_000;
const APP = 5_500_009;

/**
 * Plays the Graph API for one page: messages, echoes of what was sent, marks of time instead of receipts, the day and the
 * week, posts and comments with public and private answers, mentions, recommendations, and the errors. It knows nothing
 * of us.
 */
export class PageApiServer extends GraphServer {
  readonly sent: SentMessage[] = [];
  /** Whether Meta has approved late answers for the app. */
  humanAgent = false;
  /** Whether it tells what people are called. */
  tellsNames = true;
  /** Whether it makes old tokens young again. */
  renews = true;
  private renewals = 0;
  subscribed: string[] = [];
  private readonly names = new Map<string, string>();
  private readonly lastFrom = new Map<string, number>();
  private readonly unreachable = new Set<string>();
  private readonly files = new Map<string, Kept>();
  private readonly comments = new Map<
    string,
    { from: string; at: number; answered: boolean; post: string; elsewhere?: true }
  >();
  private readonly mentions = new Map<string, { media: string; text: string; author: string; owner: string }>();
  /** What the page has published, the newest first. */
  readonly posts: PublishedPost[] = [];

  private constructor(private readonly options: Options) {
    super(options);
  }

  static open(options: Options): Promise<PageApiServer> {
    return new PageApiServer(options).listen(options.port);
  }

  /** A customer writes. What the message holds beside its text is given as the API has it. */
  says(customer: Customer, text: string, more: Partial<Message> = {}): string {
    const mid = idOf('m_');
    this.happens(customer, { message: { mid, ...(text && { text }), ...more } });
    return mid;
  }

  /** Anything else that a customer does, as the API has it. */
  happens({ id, name }: Customer, what: Messaging): void {
    this.names.set(id, name);
    if (what.message || what.postback) this.lastFrom.set(id, this.options.nowMs());
    this.messaging({ sender: { id }, recipient: { id: this.options.pageId }, ...what });
  }

  /** They have read everything up to now, and name the last where the product does. */
  reads(customer: Customer, mid?: string): void {
    this.happens(customer, { read: this.isPage ? { watermark: this.options.nowMs() } : { mid } });
  }

  /** Somebody writes in the page's own inbox. */
  pageSays(to: Customer, text: string): string {
    const mid = idOf('m_');
    this.echo(to.id, { mid, text });
    return mid;
  }

  /** Somebody says something under a post; or the page does, in its own app. */
  comment(from: Customer | 'page', text: string, under: { post: string; parent?: string }): string {
    const id = this.isPage ? `${under.post.split('_').at(-1)}_${numberOf()}` : numberOf();
    const author = from === 'page' ? { id: this.options.pageId, name: 'The page' } : from;
    this.comments.set(id, { from: author.id, at: this.options.nowMs(), answered: false, post: under.post });
    this.enqueueChange(id, author, text, under);
    return id;
  }

  /** The author takes a comment back. Only pages are told. */
  uncomment(id: string): void {
    this.change('feed', { item: 'comment', verb: 'remove', comment_id: id });
  }

  /**
   * Somebody names the page in a post of their own, which can be answered there. Meta seldom says with which words. The
   * other product says only where; who and with which words it must be asked.
   */
  mention({ id, name }: Customer, message?: string, under?: { by: Customer }): string {
    if (!this.isPage) return this.mentionElsewhere({ id, name }, message ?? '', under?.by);
    const post = `${id}_${numberOf()}`;
    this.comments.set(post, { from: id, at: this.options.nowMs(), answered: false, post, elsewhere: true });
    const what = { item: 'post', verb: 'add', post_id: post, sender_id: id, sender_name: name };
    this.change('mention', { ...what, ...(message && { message }) });
    return post;
  }

  /** In the words under a picture of their own, or in a comment under one of somebody else's. */
  private mentionElsewhere(author: Customer, text: string, owner?: Customer): string {
    const [media, comment] = [numberOf(), owner && numberOf()];
    this.mentions.set(comment ?? media, { media, text, author: handleOf(author), owner: handleOf(owner ?? author) });
    this.change('mentions', { media_id: media, ...(comment && { comment_id: comment }) });
    return comment ?? media;
  }

  /** The author takes it back before anybody has asked. */
  unmention(id: string): void {
    this.mentions.delete(id);
  }

  private mentioned(fields: string): object {
    const [, kind = '', id = ''] = /mentioned_(media\.media|comment\.comment)_id\((\d+)\)/.exec(fields) ?? [];
    const found = this.mentions.get(id);
    if (!found) throw new No(400, 100, 'Unsupported get request. Object does not exist', 33);
    const { media, text, author, owner } = found;
    const permalink = `https://www.instagram.com/p/${media}/`;
    const us = { id: this.options.pageId, username: 'simulated' };
    return kind.startsWith('comment')
      ? { ...us, mentioned_comment: { id, text, username: author, media: { id: media, username: owner, permalink } } }
      : { ...us, mentioned_media: { id: media, caption: text, username: author, permalink } };
  }

  private answerMention({ media_id: media = '', comment_id: comment, message = '' }: MentionCall): object {
    const found = this.mentions.get(comment ?? media);
    if (found?.media !== media) throw new No(400, 100, 'Unsupported post request. Object does not exist', 33);
    const sent: SentMessage = { id: numberOf(), to: '', text: message, body: { under: comment ?? media } };
    this.sent.push(sent);
    this.options.tell?.(sent);
    return this.losesThis() ? LOST : { id: sent.id };
  }

  /** Somebody recommends the page or not, thinks again, or takes it back. */
  recommends(
    { id, name }: Customer,
    verdict: 'POSITIVE' | 'NEGATIVE',
    words: string,
    verb: 'add' | 'edited' | 'remove' = 'add',
  ): void {
    const reviewer = { reviewer_id: id, reviewer_name: name, open_graph_story_id: `9${id}` };
    const what = { item: 'rating', verb, ...reviewer, created_time: Math.floor(this.options.nowMs() / 1000) };
    this.change('ratings', { ...what, ...(verb !== 'remove' && { recommendation_type: verdict, review_text: words }) });
  }

  /** Time passes: nobody has written for so long. */
  silence({ id }: Customer, hours: number): void {
    this.lastFrom.set(id, this.options.nowMs() - hours * HOUR);
  }

  leaves({ id }: Customer): void {
    this.unreachable.add(id);
  }

  /** A file that somebody sends: the address at which it lies. */
  keep(content: Buffer, type: string, name = 'file'): string {
    const path = `stored/${randomToken()}/${name}`;
    this.files.set(path, { type, content });
    return `${this.url}/${path}`;
  }

  /** The bytes of a webhook, as Meta writes them. */
  webhookOf(events: Messaging[], id = this.options.pageId): Buffer {
    return this.bytesOf({
      object: this.options.object,
      entry: [{ id, time: this.options.nowMs(), messaging: events }],
    });
  }

  protected override file(path: string): Kept | undefined {
    return this.files.get(path);
  }

  protected async call({ method, path, request }: Call): Promise<object> {
    const { pageId } = this.options;
    const isPost = method === 'POST';
    const [owner = '', what = ''] = path.split('/');
    const isOurs = owner === pageId || owner === 'me';
    if (isPost && isOurs && what === 'messages') return this.send(await jsonOf(request));
    if (isPost && isOurs && what === 'message_attachments') return this.upload(await formOf(request));
    if (isPost && isOurs && what === 'feed') return this.publish(await jsonOf(request));
    if (isPost && isOurs && what === 'photos') return this.publishPhoto(await formOf(request));
    if (isOurs && what === 'published_posts') return { data: this.posts.slice(0, 100) };
    if (isOurs && what === 'subscribed_apps') return this.subscription(isPost ? await jsonOf(request) : null);
    if (isPost && /^(comments|replies)$/.test(what)) return this.answer(owner, await jsonOf(request));
    if (path === 'refresh_access_token') return this.renewed();
    if (isPost && isOurs && what === 'mentions') return this.answerMention(await jsonOf(request));
    const fields = new URL(request.url ?? '/', this.url).searchParams.get('fields') ?? '';
    if (isOurs && what === '' && fields.includes('mentioned_')) return this.mentioned(fields);
    if (isOurs && what === '') return { id: pageId, name: 'Simulated page', username: 'simulated' };
    const name = this.names.get(owner);
    if (name === undefined || !this.tellsNames) throw new No(400, 100, 'Unsupported get request', 33);
    return { id: owner, name, username: name.toLowerCase().replace(/\W+/g, '.') };
  }

  protected get product(): string {
    return this.options.object;
  }

  private get isPage(): boolean {
    return this.options.object === 'page';
  }

  /** A token of sixty days becomes a new one. */
  private renewed(): object {
    if (!this.renews) throw new No(400, 190, 'The session has ended');
    this.graph.token = `renewed-${(this.renewals += 1)}`;
    return { access_token: this.graph.token, token_type: 'bearer', expires_in: 60 * 86_400 };
  }

  private async send(body: SendCall & Record<string, unknown>): Promise<object> {
    const { message = {} } = body;
    const to = this.recipientOf(body);
    const { text = '' } = message;
    const { length, measure } = this.options.maxText;
    if (!text && !message.attachment) throw new No(400, 100, '(#100) Empty message');
    if (measure(text) > length)
      throw new No(400, 100, `(#100) Length of param message[text] must be at most ${length}`);
    const sent: SentMessage = { id: idOf('m_'), to, text, body };
    this.sent.push(sent);
    this.options.tell?.(sent);
    const { metadata, attachment } = message;
    const kept = [...this.files.keys()].find((path) => path.includes(`/${attachment?.payload.attachment_id}/`));
    this.echo(to, {
      mid: sent.id,
      app_id: APP,
      ...(text && { text }),
      ...(attachment && { attachments: [{ type: attachment.type, payload: { url: `${this.url}/${kept}` } }] }),
      ...(this.isPage && metadata && { metadata }),
    });
    if (this.isPage) this.delivered(sent);
    if (this.modes.receiptsFirst) await this.deliver();
    return this.losesThis() ? LOST : { recipient_id: to, message_id: sent.id };
  }

  private recipientOf({ recipient = {}, messaging_type: type, tag }: SendCall): string {
    const comment = recipient.comment_id === undefined ? undefined : this.comments.get(recipient.comment_id);
    if (recipient.comment_id !== undefined) {
      if (!comment) throw new No(400, 100, '(#100) No such comment');
      if (comment.elsewhere) throw new No(400, 100, '(#100) Invalid parameter: no comment on the page');
      if (comment.answered) throw new No(400, 10900, '(#10900) Activity already replied to');
      if (this.options.nowMs() - comment.at > 7 * 24 * HOUR)
        throw new No(400, 10903, '(#10903) This user cannot reply to this activity');
      comment.answered = true;
      return comment.from;
    }
    const id = recipient.id ?? '';
    if (this.unreachable.has(id)) throw new No(400, 551, '(#551) This person isn’t available right now');
    const last = this.lastFrom.get(id);
    if (last === undefined) throw new No(400, 100, '(#100) No matching user found', 2018001);
    const silent = this.options.nowMs() - last;
    const late = type === 'MESSAGE_TAG' && tag === 'HUMAN_AGENT' && this.humanAgent;
    if (silent > (late ? 7 * 24 : 24) * HOUR) {
      throw new No(400, 10, '(#10) This message is sent outside of allowed window', 2018278);
    }
    return id;
  }

  private async upload(form: FormData): Promise<object> {
    const file = await fileIn(form, 'filedata');
    if (!file || !form.get('message')) throw new No(400, 100, '(#100) Upload attachment failure', 2018047);
    return { attachment_id: this.keep(file.content, file.type).split('/').at(-2) };
  }

  private publish({ message = '', link }: { message?: string; link?: string }): object {
    const post = this.addPost(message, { ...(link && { link }) });
    return this.losesThis() ? LOST : { id: post.id };
  }

  private async publishPhoto(form: FormData): Promise<object> {
    const picture = await fileIn(form, 'source');
    if (!picture) throw new No(400, 324, '(#324) Missing or invalid image file');
    const { type, content } = picture;
    const post = this.addPost(String(form.get('caption') ?? ''), { picture: { type, size: content.length } });
    return this.losesThis() ? LOST : { id: numberOf(), post_id: post.id };
  }

  private addPost(message: string, more: Partial<PublishedPost>): PublishedPost {
    if (!message && !more.picture && !more.link) throw new No(400, 100, '(#100) Missing message or attachment');
    if (message && this.posts[0]?.message === message) throw new No(400, 506, 'Duplicate status message');
    const id = `${this.options.pageId}_${numberOf()}`;
    const created_time = new Date(this.options.nowMs()).toISOString();
    const post = { id, message, created_time, permalink_url: `https://www.facebook.com/${id}`, ...more };
    this.posts.unshift(post);
    this.options.tellPost?.(post);
    return post;
  }

  private subscription(wanted: Record<string, unknown> | null): object {
    if (!wanted)
      return { data: this.subscribed.length > 0 ? [{ id: String(APP), subscribed_fields: this.subscribed }] : [] };
    this.subscribed = String(wanted.subscribed_fields ?? '').split(',');
    return { success: true };
  }

  /** In public, under a comment. Its author, and everybody else, is told by the same change. */
  private async answer(under: string, { message = '' }: { message?: string }): Promise<object> {
    const parent = this.comments.get(under);
    if (!parent) throw new No(400, 100, 'Unsupported post request. Object does not exist', 33);
    const id = this.comment('page', message, { post: parent.post, parent: under });
    const sent: SentMessage = { id, to: '', text: message, body: { under } };
    this.sent.push(sent);
    this.options.tell?.(sent);
    if (this.modes.receiptsFirst) await this.deliver();
    return this.losesThis() ? LOST : { id };
  }

  private delivered({ id, to }: SentMessage): void {
    const delivery = { mids: [id], watermark: this.options.nowMs() };
    this.messaging({ sender: { id: to }, recipient: { id: this.options.pageId }, delivery });
  }

  private echo(to: string, message: Message): void {
    this.messaging({
      sender: { id: this.options.pageId },
      recipient: { id: to },
      message: { ...message, is_echo: true },
    });
  }

  private messaging(event: Messaging): void {
    this.pending.push(this.webhookOf([{ timestamp: this.options.nowMs(), ...event }]));
  }

  private enqueueChange(
    id: string,
    author: Customer,
    text: string,
    { post, parent }: { post: string; parent?: string },
  ): void {
    if (this.isPage) {
      const from = { id: author.id, name: author.name };
      const what = { item: 'comment', verb: 'add', comment_id: id, post_id: post, parent_id: parent ?? post };
      this.change('feed', { ...what, message: text, from, created_time: Math.floor(this.options.nowMs() / 1000) });
    } else {
      const from = { id: author.id, username: handleOf(author) };
      this.change('comments', { id, text, from, media: { id: post }, ...(parent && { parent_id: parent }) });
    }
  }

  private change(field: string, value: object): void {
    const { object, pageId, nowMs } = this.options;
    this.enqueue({ object, entry: [{ id: pageId, time: nowMs(), changes: [{ field, value }] }] });
  }
}

const handleOf = ({ name }: Customer): string => name.toLowerCase().replace(/\W+/g, '.');
const idOf = (prefix: string): string => prefix + randomToken().slice(0, 24);
const numberOf = (): string => BigInt(`0x${Buffer.from(randomToken()).toString('hex').slice(0, 14)}`).toString();
