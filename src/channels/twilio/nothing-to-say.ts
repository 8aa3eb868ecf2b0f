import type { WebhookUrl } from '../contract.js';

/**
 * The fragment asks Twilio to try three times, whatever went wrong: by default a call that we answered with an error is not
 * repeated. Twilio keeps it to itself, so it is no part of what is signed.
 */
const RETRIES = '#rc=3&rp=all';

export const twilioWebhook = (name: string, url: string): WebhookUrl => ({ name, url: url + RETRIES });

/** The correct answer where there is nothing to say at once: any text would be sent to the customer. */
export const NOTHING_TO_SAY = { type: 'text/xml', body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' };
