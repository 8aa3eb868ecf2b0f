import type { Line } from '../../contract.js';
import type { AppSettings } from '../app.settings.js';

/** As much of the webhooks of a page as we read. Everything may be missing: it is another's input. */

export interface Webhook {
  object?: string;
  entry?: Entry[];
}

export interface Entry {
  /** The page or account: one app may serve several. */
  id?: string;
  time?: number;
  messaging?: Messaging[];
  /** Brought to who watches while another app has the conversation. */
  standby?: Messaging[];
  changes?: { field?: string; value?: Record<string, unknown> }[];
}

export interface Messaging {
  sender?: { id?: string };
  recipient?: { id?: string };
  /** Milliseconds. */
  timestamp?: number;
  message?: Message;
  message_edit?: { mid?: string; text?: string };
  postback?: { mid?: string; title?: string; payload?: string; referral?: Referral };
  reaction?: { mid?: string; action?: string; emoji?: string };
  delivery?: { mids?: string[]; watermark?: number };
  read?: { watermark?: number; mid?: string };
  referral?: Referral;
  optin?: object;
}

export interface Message {
  mid?: string;
  text?: string;
  attachments?: Attachment[];
  quick_reply?: { payload?: string };
  reply_to?: { mid?: string; story?: { id?: string; url?: string } };
  referral?: Referral;
  is_echo?: boolean;
  is_deleted?: boolean;
  is_unsupported?: boolean;
  app_id?: number | string;
  /** Ours, where we sent it. */
  metadata?: string;
}

export interface Attachment {
  type?: string;
  title?: string;
  url?: string;
  payload?: {
    url?: string;
    title?: string;
    sticker_id?: number;
    coordinates?: { lat: number; long: number };
  };
}

export interface Referral {
  ref?: string;
  source?: string;
  ad_id?: string;
  ads_context_data?: { ad_title?: string };
}

export interface PageSettings extends AppSettings {
  pageId?: string;
  humanAgent?: boolean;
  comments?: boolean;
}

export type PageLine = Line<PageSettings>;

export const pageLine = (line: Line): PageLine => line as unknown as PageLine;
