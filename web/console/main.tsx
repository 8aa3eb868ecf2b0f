import './styles';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { wordFieldsBy } from '../api/client';
import { App } from './app';
import { startI18n } from './i18n/i18n';
import { queryClient } from './query-client';
import { fieldWords } from './refusals/refusal-words';
import { DOORS } from './routes';
import { meQuery } from './session/session';

// Nothing is drawn before the code of the page is here: who it is for is asked meanwhile.
if (!DOORS.includes(location.pathname)) void queryClient.prefetchQuery({ ...meQuery, retry: false });

wordFieldsBy(fieldWords);
void startI18n().then(() => {
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
});
