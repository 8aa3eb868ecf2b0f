/** Whoever plays Meta says first where its webhooks go. */
export function takesWebhook(api: { webhookUrl: string }, text: string): boolean {
  const isUrl = /^https?:\/\/\S+\/hooks\/meta\/\S+$/.test(text);
  if (isUrl) api.webhookUrl = text;
  return isUrl;
}
