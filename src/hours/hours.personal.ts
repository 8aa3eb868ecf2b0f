import { definePersonalData } from '../platform/privacy/personal-data.js';

const SETTINGS = 'settings of the house';

definePersonalData('hours', {
  impersonal: {
    calendars: SETTINGS,
    calendar_versions: SETTINGS,
    calendar_uses: SETTINGS,
    calendar_revision: SETTINGS,
  },
});
