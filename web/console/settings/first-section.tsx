import { Navigate } from 'react-router';
import { useCan } from '../session/session';

/** Where the settings begin: at the channels for who may connect them, else at one's own profile. */
export function FirstSection() {
  const can = useCan();
  return <Navigate to={can('inboxes:manage') ? 'channels' : 'profile'} replace />;
}
