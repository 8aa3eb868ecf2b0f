import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { ApiError } from '../api/client';
import { cssVariablesResolver, theme } from '../ui/theme';
import { useBrand } from './brand';
import { Frame } from './frame';
import { useLive } from './live';
import { Home } from './pages/home';
import { SignIn } from './pages/sign-in';
import { Enter } from './pages/enter';
import { Nowhere, Waiting } from './parts/states';
import { portal } from './portal.api';
import { MeContext } from './me';
import { ROOT } from './root';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => {
        const status = error instanceof ApiError ? error.status : 0;
        return (status === 0 || status >= 500 || status === 429) && count < 2;
      },
    },
  },
});

const Tickets = lazy(() => import('./pages/tickets').then(({ Tickets: page }) => ({ default: page })));
const TicketPage = lazy(() => import('./pages/ticket').then(({ TicketPage: page }) => ({ default: page })));
const NewTicket = lazy(() => import('./pages/new-ticket').then(({ NewTicket: page }) => ({ default: page })));
const Visits = lazy(() => import('./pages/visits').then(({ Visits: page }) => ({ default: page })));
const Chat = lazy(() => import('./pages/chat').then(({ Chat: page }) => ({ default: page })));
const Advisories = lazy(() => import('./pages/advisories').then(({ Advisories: page }) => ({ default: page })));
const Figures = lazy(() => import('./pages/figures').then(({ Figures: page }) => ({ default: page })));
const Equipment = lazy(() => import('./pages/equipment').then(({ Equipment: page }) => ({ default: page })));
const Scanned = lazy(() => import('./pages/scanned').then(({ Scanned: page }) => ({ default: page })));
const Readings = lazy(() => import('./pages/readings').then(({ Readings: page }) => ({ default: page })));
const Money = lazy(() => import('./pages/money').then(({ Money: page }) => ({ default: page })));
const Reports = lazy(() => import('./pages/reports').then(({ Reports: page }) => ({ default: page })));
const NewReport = lazy(() => import('./pages/new-report').then(({ NewReport: page }) => ({ default: page })));
const ReportPage = lazy(() => import('./pages/report').then(({ ReportPage: page }) => ({ default: page })));
const Packages = lazy(() => import('./pages/packages').then(({ Packages: page }) => ({ default: page })));
const StatementPage = lazy(() => import('./pages/statement').then(({ StatementPage: page }) => ({ default: page })));
const People = lazy(() => import('./pages/people').then(({ People: page }) => ({ default: page })));
const Profile = lazy(() => import('./pages/profile').then(({ Profile: page }) => ({ default: page })));
const Help = lazy(() => import('./pages/help').then(({ Help: page }) => ({ default: page })));
const HelpArticle = lazy(() => import('./pages/help-article').then(({ HelpArticle: page }) => ({ default: page })));
const More = lazy(() => import('./pages/more').then(({ More: page }) => ({ default: page })));

const router = createBrowserRouter(
  [
    { path: '/enter', element: <Enter /> },
    {
      element: <Inside />,
      children: [
        { index: true, element: <Home /> },
        { path: 'tickets', element: <Tickets /> },
        { path: 'tickets/new', element: <NewTicket /> },
        { path: 'tickets/:id', element: <TicketPage /> },
        { path: 'visits', element: <Visits /> },
        { path: 'chat', element: <Chat /> },
        { path: 'advisories', element: <Advisories /> },
        { path: 'figures', element: <Figures /> },
        { path: 'equipment', element: <Equipment /> },
        { path: 'equipment/code/:code', element: <Scanned /> },
        { path: 'equipment/:id', element: <Readings /> },
        { path: 'money', element: <Money /> },
        { path: 'help', element: <Help /> },
        { path: 'help/:id', element: <HelpArticle /> },
        { path: 'reports', element: <Reports /> },
        { path: 'reports/new', element: <NewReport /> },
        { path: 'reports/:id', element: <ReportPage /> },
        { path: 'packages', element: <Packages /> },
        { path: 'statement', element: <StatementPage /> },
        { path: 'people', element: <People /> },
        { path: 'profile', element: <Profile /> },
        { path: 'more', element: <More /> },
        { path: '*', element: <Nowhere /> },
      ],
    },
  ],
  // On a host of its own it stands at the root.
  { basename: ROOT },
);

/** Everything but the door: whoever is not signed in sees the door instead, at the same address. */
function Inside() {
  const me = useQuery({ queryKey: ['me'], queryFn: portal.me });
  const isSignedOut = me.error instanceof ApiError && me.error.status === 401;
  useLive(me.isSuccess);
  if (isSignedOut) return <SignIn />;
  if (!me.data) return <Waiting error={me.error} onRetry={() => void me.refetch()} />;
  return (
    <MeContext.Provider value={me.data}>
      <Suspense fallback={<Waiting error={null} />}>
        <Frame />
      </Suspense>
    </MeContext.Provider>
  );
}

function Branded() {
  useBrand();
  return <RouterProvider router={router} />;
}

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <Branded />
      </QueryClientProvider>
    </MantineProvider>
  );
}
