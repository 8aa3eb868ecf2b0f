import './styles';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { wordFieldsBy } from '../api/client';
import { startI18n } from './i18n/i18n';
import { fieldWords } from './refusals/refusal-words';

wordFieldsBy(fieldWords);
void startI18n().then(() => {
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
});
