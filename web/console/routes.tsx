import { createBrowserRouter, type RouteObject } from 'react-router';
import { NotFound, PageError } from './feedback/page-error';
import { Desk } from './queue/desk';
import { NothingOpen } from './queue/nothing-open';
import { RequireSession } from './session/session';
import { Frame } from './shell/frame';
import { Home } from './shell/home';

const door: RouteObject[] = [
  { path: '/sign-in', lazy: async () => ({ Component: (await import('./session/sign-in')).SignIn }) },
  { path: '/setup', lazy: async () => ({ Component: (await import('./session/setup')).Setup }) },
  { path: '/invitation', lazy: async () => ({ Component: (await import('./session/invitation')).AcceptInvitation }) },
  {
    path: '/forgot-password',
    lazy: async () => ({ Component: (await import('./session/password-reset')).ForgotPassword }),
  },
  {
    path: '/reset-password',
    lazy: async () => ({ Component: (await import('./session/password-reset')).ResetPassword }),
  },
];

const desk: RouteObject = {
  element: <Desk />,
  children: [
    { path: '/queue', element: <NothingOpen /> },
    { path: '/tickets/new', lazy: async () => ({ Component: (await import('./ticket/new-ticket')).NewTicket }) },
    { path: '/tickets/:number', lazy: async () => ({ Component: (await import('./ticket/ticket-page')).TicketPage }) },
    { path: '/start', lazy: async () => ({ Component: (await import('./start/start-page')).StartPage }) },
  ],
};

const customers: RouteObject = {
  path: '/customers',
  lazy: async () => ({ Component: (await import('./customers/customers-page')).CustomersPage }),
  children: [
    { index: true, lazy: async () => ({ Component: (await import('./customers/nobody-open')).NobodyOpen }) },
    {
      path: 'contacts/:id',
      lazy: async () => ({ Component: (await import('./customers/contact-page')).ContactPage }),
    },
    {
      path: 'companies/:id',
      lazy: async () => ({ Component: (await import('./customers/company-page')).CompanyPage }),
    },
  ],
};

const dispatch: RouteObject = {
  path: '/dispatch',
  lazy: async () => {
    const { DispatchPage, loader } = await import('./dispatch/dispatch-page');
    return { Component: DispatchPage, loader };
  },
  // The page itself asks for another day.
  shouldRevalidate: () => false,
};

const broadcasts: RouteObject = {
  path: '/broadcasts',
  children: [
    {
      index: true,
      lazy: async () => ({ Component: (await import('./broadcasts/broadcasts-page')).BroadcastsPage }),
    },
    { path: 'new', lazy: async () => ({ Component: (await import('./broadcasts/new-broadcast')).NewBroadcast }) },
    { path: ':id', lazy: async () => ({ Component: (await import('./broadcasts/broadcast-page')).BroadcastPage }) },
  ],
};

const sales: RouteObject = {
  path: '/sales',
  children: [
    { index: true, lazy: async () => ({ Component: (await import('./sales/sales-page')).SalesPage }) },
    { path: 'deals/:number', lazy: async () => ({ Component: (await import('./sales/deal-page')).DealPage }) },
  ],
};
const money: RouteObject[] = [
  { path: '/contracts', lazy: async () => ({ Component: (await import('./billing/contracts-page')).ContractsPage }) },
  { path: '/contracts/:id', lazy: async () => ({ Component: (await import('./billing/contract-page')).ContractPage }) },
  { path: '/invoices', lazy: async () => ({ Component: (await import('./billing/invoices-page')).InvoicesPage }) },
  { path: '/invoices/:id', lazy: async () => ({ Component: (await import('./billing/invoice-page')).InvoicePage }) },
];

const equipment: RouteObject = {
  path: '/equipment',
  children: [
    {
      index: true,
      lazy: async () => ({ Component: (await import('./equipment/equipment-page')).EquipmentPage }),
    },
    { path: 'stock', lazy: async () => ({ Component: (await import('./equipment/stock-page')).StockPage }) },
    { path: 'models', lazy: async () => ({ Component: (await import('./equipment/models-page')).ModelsPage }) },
    {
      path: 'models/:id',
      lazy: async () => ({ Component: (await import('./telemetry/model-page')).ModelPage }),
    },
    { path: 'alerts', lazy: async () => ({ Component: (await import('./telemetry/alerts-page')).AlertsPage }) },
    { path: 'sites/:id', lazy: async () => ({ Component: (await import('./telemetry/site-page')).SitePage }) },
    { path: 'code/:code', lazy: async () => ({ Component: (await import('./equipment/code-page')).CodePage }) },
    { path: ':id', lazy: async () => ({ Component: (await import('./equipment/unit-page')).UnitPage }) },
  ],
};

const posts: RouteObject = {
  path: '/posts',
  children: [
    { index: true, lazy: async () => ({ Component: (await import('./posts/posts-page')).PostsPage }) },
    { path: 'new', lazy: async () => ({ Component: (await import('./posts/new-post')).NewPost }) },
    { path: ':id', lazy: async () => ({ Component: (await import('./posts/post-page')).PostPage }) },
  ],
};

const knowledge: RouteObject = {
  path: '/knowledge',
  children: [
    { index: true, lazy: async () => ({ Component: (await import('./knowledge/knowledge-page')).KnowledgePage }) },
    { path: 'new', lazy: async () => ({ Component: (await import('./knowledge/new-article')).NewArticle }) },
    {
      path: 'categories',
      lazy: async () => ({ Component: (await import('./knowledge/categories-page')).CategoriesPage }),
    },
    { path: 'feedback', lazy: async () => ({ Component: (await import('./knowledge/feedback-page')).FeedbackPage }) },
    { path: ':id', lazy: async () => ({ Component: (await import('./knowledge/article-page')).ArticlePage }) },
  ],
};

const notifications: RouteObject = {
  path: '/notifications',
  lazy: async () => ({ Component: (await import('./notifications/notifications-page')).NotificationsPage }),
};

const reports: RouteObject = {
  path: '/reports',
  lazy: async () => ({ Component: (await import('./reports/reports-page')).ReportsPage }),
};

const reportRequests: RouteObject = {
  path: '/report-requests',
  children: [
    {
      index: true,
      lazy: async () => ({ Component: (await import('./report-requests/report-requests-page')).ReportRequestsPage }),
    },
    {
      path: ':number',
      lazy: async () => ({ Component: (await import('./report-requests/report-request-page')).ReportRequestPage }),
    },
  ],
};

const calls: RouteObject = {
  path: '/calls',
  lazy: async () => ({ Component: (await import('./calls/calls-page')).CallsPage }),
};

const settings: RouteObject = {
  path: '/settings',
  lazy: async () => ({ Component: (await import('./settings/settings-page')).SettingsPage }),
  children: [
    { index: true, lazy: async () => ({ Component: (await import('./settings/first-section')).FirstSection }) },
    { path: ':section/*', lazy: async () => ({ Component: (await import('./settings/section')).Section }) },
  ],
};

/** Pages for which nobody need be signed in. */
export const DOORS: readonly string[] = door.map(({ path }) => path!);

export const router = createBrowserRouter([
  {
    errorElement: <PageError />,
    hydrateFallbackElement: <></>,
    children: [
      ...door,
      {
        element: <RequireSession />,
        children: [
          {
            element: <Frame />,
            children: [
              { path: '/', element: <Home /> },
              desk,
              customers,
              broadcasts,
              ...money,
              equipment,
              posts,
              knowledge,
              dispatch,
              sales,
              notifications,
              reports,
              reportRequests,
              calls,
              settings,
              { path: '*', element: <NotFound /> },
            ],
          },
        ],
      },
    ],
  },
]);
