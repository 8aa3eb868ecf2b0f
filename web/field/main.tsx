import { render } from 'preact';
import '../ui/tokens.css';
import './field.css';
import { App } from './app.js';
import { FieldDesk } from './device/desk.js';
import { chooseLanguage } from './words.js';

/** The console’s choice of theme counts here too; without one, the phone’s. */
function followTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    const chosen = localStorage.getItem('mantine-color-scheme-value');
    const theme = chosen === 'dark' || chosen === 'light' ? chosen : dark.matches ? 'dark' : 'light';
    document.documentElement.setAttribute('data-mantine-color-scheme', theme);
    document.documentElement.style.colorScheme = theme;
  };
  dark.addEventListener('change', apply);
  apply();
}

followTheme();
chooseLanguage();
const desk = new FieldDesk();
render(<App desk={desk} />, document.getElementById('app')!);
void desk.open();
if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/field/sw.js', { scope: '/field' });
