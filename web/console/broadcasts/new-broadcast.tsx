import { NotFound } from '../feedback/page-error';
import { useCan } from '../session/session';
import { Compose } from './compose';

export function NewBroadcast() {
  return useCan()('broadcasts:send') ? <Compose saved={null} /> : <NotFound />;
}
