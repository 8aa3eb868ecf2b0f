/** As much of https://core.telegram.org/bots/api as we read. Everything may be missing: it is another's input. */

export interface User {
  id: number;
  is_bot?: boolean;
  first_name?: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export interface Chat {
  id: number;
  type: 'private' | 'group' | 'supergroup' | 'channel';
  title?: string;
  username?: string;
}

export interface StoredFile {
  file_id: string;
  file_size?: number;
  file_name?: string;
  mime_type?: string;
}

export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
}

export interface Message {
  message_id: number;
  from?: User;
  chat: Chat;
  date: number;
  edit_date?: number;
  text?: string;
  entities?: Entity[];
  caption?: string;
  caption_entities?: Entity[];
  media_group_id?: string;
  message_thread_id?: number;
  /** A channel's post, put into its discussion group by Telegram. */
  is_automatic_forward?: boolean;
  forward_origin?: { type: string; chat?: Chat; message_id?: number };
  reply_to_message?: Pick<Message, 'message_id' | 'text' | 'caption' | 'is_automatic_forward' | 'forward_origin'>;
  reply_markup?: { inline_keyboard?: { text: string; callback_data?: string }[][] };
  photo?: (StoredFile & { width: number; height: number })[];
  document?: StoredFile;
  video?: StoredFile;
  animation?: StoredFile;
  audio?: StoredFile;
  voice?: StoredFile;
  video_note?: StoredFile;
  sticker?: StoredFile & { emoji?: string; is_animated?: boolean; is_video?: boolean };
  location?: { latitude: number; longitude: number };
  venue?: { location: { latitude: number; longitude: number }; title: string; address: string };
  contact?: { phone_number: string; first_name: string; last_name?: string };
  poll?: { question: string; options: { text: string }[] };
  dice?: { emoji: string; value: number };
  migrate_to_chat_id?: number;
}

export interface Update {
  update_id: number;
  message?: Message;
  edited_message?: Message;
  callback_query?: { id: string; from: User; message?: Message; data?: string };
  my_chat_member?: { chat: Chat; from: User; new_chat_member: { status: string } };
}

/** Only what is listed is brought. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'];

export interface WebhookInfo {
  url: string;
  pending_update_count: number;
  last_error_date?: number;
  last_error_message?: string;
}
