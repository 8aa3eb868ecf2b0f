import { pageSettings, settle } from './settings.js';

describe('the widget’s settings', () => {
  it('come from the script tag', () => {
    const page = pageSettings({
      inbox: 'wgt_1',
      language: 'pt-BR',
      userId: '7',
      userHash: 'ab',
      userEmail: 'ana@example.com',
    });
    expect(page).toMatchObject({
      inbox: 'wgt_1',
      language: 'pt-BR',
      identity: { id: '7', hash: 'ab', email: 'ana@example.com' },
    });
  });

  it('come from the page’s script, which the tag overrules', () => {
    const page = pageSettings({ inbox: 'wgt_tag' }, { inbox: 'wgt_page', color: '#123456' });
    expect(page).toMatchObject({ inbox: 'wgt_tag', color: '#123456' });
  });

  it('take nobody as verified without a hash', () => {
    expect(pageSettings({ inbox: 'wgt_1', userId: '7' }).identity).toBeUndefined();
  });

  it.each([
    [{ inbox: 'k', language: 'en' }, { language: 'pt-BR' }, 'en'],
    [{ inbox: 'k' }, { language: 'pt-BR' }, 'pt-BR'],
    [{ inbox: 'k' }, { language: 'auto' }, 'fr'],
    [{ inbox: 'k' }, {}, 'fr'],
  ])('%p and %p speak %s', (page, inbox, language) => {
    expect(settle(page, inbox, '', 'fr').language).toBe(language);
  });

  it('survive nonsense', () => {
    const settings = settle({ inbox: 'k', position: 'top', theme: 'pink' }, {}, '', 'en');
    expect(settings).toMatchObject({ position: 'right', theme: 'auto' });
  });
});
