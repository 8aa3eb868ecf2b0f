import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { channels } from '../../api/channels.api';
import { useCan } from '../session/session';

/** An administrator whose desk has no line yet begins at the guided start; everybody else at the queue. */
export function Home() {
  const mayConnect = useCan()('inboxes:manage');
  const inboxes = useQuery({ queryKey: ['inboxes'], queryFn: channels.inboxes, enabled: mayConnect });
  if (mayConnect && inboxes.isPending) return null;
  return <Navigate to={mayConnect && inboxes.data?.length === 0 ? '/start' : '/queue'} replace />;
}
