/** The correct answer where there is nothing to say at once: any text would be sent to the customer. */
export const NOTHING_TO_SAY = { type: 'text/xml', body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' };
