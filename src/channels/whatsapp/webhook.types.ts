/** As much of the Cloud API's webhooks as we read. Everything may be missing: it is another's input. */

export interface Webhook {
  object?: string;
  entry?: { id?: string; changes?: { field?: string; value?: Value }[] }[];
}

export interface Value {
  metadata?: { phone_number_id?: string; display_phone_number?: string };
  contacts?: Contact[];
  messages?: Message[];
  message_echoes?: Message[];
  statuses?: Status[];
}

export interface Contact {
  profile?: { name?: string; username?: string };
  wa_id?: string;
  /** Scoped to the business: there also where the number is not. */
  user_id?: string;
}

interface Media {
  id: string;
  mime_type?: string;
  caption?: string;
  filename?: string;
}

export interface Message {
  id: string;
  /** A number without `+`; missing where the customer goes by a user name. */
  from?: string;
  from_user_id?: string;
  to?: string;
  timestamp?: string;
  type: string;
  context?: { id?: string; forwarded?: boolean };
  text?: { body: string };
  image?: Media;
  video?: Media;
  audio?: Media & { voice?: boolean };
  document?: Media;
  sticker?: Media;
  location?: { latitude: number; longitude: number; name?: string; address?: string };
  contacts?: { name?: { formatted_name?: string }; phones?: { phone?: string }[]; emails?: { email?: string }[] }[];
  button?: { text: string; payload?: string };
  interactive?: {
    button_reply?: { id: string; title: string };
    list_reply?: { id: string; title: string; description?: string };
    nfm_reply?: { body?: string; response_json?: string };
  };
  reaction?: { message_id: string; emoji?: string };
  system?: { type?: string; body?: string; wa_id?: string; user_id?: string; new_wa_id?: string };
  revoke?: { original_message_id?: string };
  edit?: { original_message_id?: string; message?: Message };
  referral?: { source_url?: string; headline?: string };
  order?: { text?: string; product_items?: { product_retailer_id?: string; quantity?: number }[] };
}

export interface Status {
  id: string;
  status: string;
  recipient_id?: string;
  biz_opaque_callback_data?: string;
  errors?: { code: number; title?: string; message?: string; error_data?: { details?: string } }[];
}
