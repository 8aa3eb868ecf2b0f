import type { SettingsSchema } from '../contract.js';
import { pageSettings } from '../meta/page/page.settings.js';

/** Beside what both products ask for: by which of Instagram's two ways the account is connected. */
export function instagramSettings(scopes: string): SettingsSchema {
  const { properties, ...schema } = pageSettings(
    {
      title: 'Instagram account ID',
      where: 'Of the professional account: Meta Business Suite → Settings → Instagram accounts.',
    },
    scopes,
  );
  return {
    ...schema,
    properties: {
      signIn: {
        type: 'string',
        title: 'Connected',
        description:
          'Through a Facebook page, or by Instagram’s own sign-in, whose token lasts sixty days and is renewed by us.',
        enum: ['page', 'own'],
        default: 'page',
        group: 'sign-in',
        when: { simulated: false },
      },
      ...properties,
      tokenUntil: { type: 'string', title: 'Until when the token holds', hidden: true, maxLength: 40 },
    },
  };
}
