import { useMantineColorScheme } from '@mantine/core';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, type ReactNode } from 'react';
import { Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import { ApiError, whenSignedOut } from '../../api/client';
import { identity } from '../../api/identity.api';
import type { Me } from '../../api/identity.types';
import { ProblemState } from '../feedback/problem-state';
import { speak } from '../i18n/i18n';
import { ProveSecondFactor } from './prove-second-factor';
import { FrameSkeleton } from '../shell/frame-skeleton';

const MeContext = createContext<Me | null>(null);

export const ME = ['me'] as const;
/** Whoever waits for the page's own code asks meanwhile who it is for. */
export const meQuery = queryOptions({ queryKey: ME, queryFn: identity.me, staleTime: 60_000 });
const ENROLMENT = '/settings/security';

/** Who is signed in. Only below `RequireSession`. */
export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error('useMe is used outside a session');
  return me;
}

/** Whether any of these permissions is held. Only what may be done is shown; the server decides again. */
export function useCan(): (...permissions: string[]) => boolean {
  const { permissions } = useMe();
  return (...wanted) => permissions.includes('*') || wanted.some((permission) => permissions.includes(permission));
}

/** Lets through who is signed in, and makes the page theirs: language, theme. */
export function RequireSession() {
  const location = useLocation();
  const signOut = useSignOut();
  const { data, error, refetch } = useQuery(meQuery);
  if (error instanceof ApiError && error.status === 401) {
    return <Navigate to={signInFor(location)} replace />;
  }
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!data) return <FrameSkeleton />;
  // The server refuses everything else until then.
  if (data.mustProveTotp) {
    return <ProveSecondFactor onProved={() => void refetch()} onSignOut={() => void signOut()} />;
  }
  if (data.mustEnrolTotp && location.pathname !== ENROLMENT) return <Navigate to={ENROLMENT} replace />;
  return (
    <Signed me={data}>
      <Outlet />
    </Signed>
  );
}

function Signed({ me, children }: { me: Me; children: ReactNode }) {
  const { setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const location = useLocation();
  const client = useQueryClient();
  useEffect(() => void speak(me.language), [me.language]);
  useEffect(() => setColorScheme(me.theme === 'system' ? 'auto' : me.theme), [me.theme, setColorScheme]);
  useEffect(
    () =>
      whenSignedOut(() => {
        client.clear();
        // Back to where they were, once they have said again who they are.
        void navigate(signInFor(location), { replace: true, state: { ended: true } });
      }),
    [client, navigate, location],
  );
  return <MeContext value={me}>{children}</MeContext>;
}

function signInFor({ pathname, search }: Pick<Location, 'pathname' | 'search'>): string {
  return pathname === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(pathname + search)}`;
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    // What is still on its way must not lead whoever signs in next to this person's page.
    whenSignedOut(() => undefined);
    await identity.signOut();
    await navigate('/sign-in', { replace: true });
    client.clear();
  };
}
