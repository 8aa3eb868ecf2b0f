import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { signIn, type Person } from '../harness/people.js';
import { openConsole } from './console.js';

jest.setTimeout(90_000);

journey('what is refused', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let boss: Person;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    app = await TestApp.boot();
    browser = await TestBrowser.launch();
    boss = await signIn(app, 'administrator', { name: 'Helena Prado' });
    await boss.patch('/me', { language: 'pt-BR' });
    ({ page, errors } = await openConsole(app, browser, boss, '/settings/people', { locale: 'pt-BR' }));
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it('is said at the field, in the reader’s language', async () => {
    await page.getByPlaceholder('nome@empresa.example, um ou vários').fill('ninguem');
    await page.getByRole('button', { name: 'Convidar' }).click();

    await page.getByText('E-mails: Isto não é um endereço de e-mail').waitFor();
  });

  it('is said with its reason where its code has one', async () => {
    const taken = await boss.post('/canned-replies', { shortcut: 'ola', title: 'Olá', text: 'Olá!' });
    expect(taken.status).toBe(201);
    await page.goto(`${app.url}/settings/canned`);
    await page.getByRole('button', { name: 'Nova resposta' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Nome curto').fill('ola');
    await form.getByLabel('Título').fill('Outra');
    await form.getByLabel('Texto').fill('Oi!');
    await form.getByRole('button', { name: 'Salvar' }).click();

    await form.getByRole('alert').getByText('Outra resposta pronta já tem este atalho.').waitFor();
  });

  it('is no test in another language either', async () => {
    await boss.post('/inboxes', { channel: 'email', name: 'Suporte', address: 'suporte@desk.example' });
    await page.goto(`${app.url}/start`);
    await page.getByRole('button', { name: 'E-mail', exact: true }).click();

    await page.getByText('Um teste do Frontdesk').first().waitFor();
    expect(errors).toEqual([]);
  });
});
