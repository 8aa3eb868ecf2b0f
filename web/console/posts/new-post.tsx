import { NotFound } from '../feedback/page-error';
import { useCan } from '../session/session';
import { ComposePost } from './compose-post';

export function NewPost() {
  return useCan()('posts:write') ? <ComposePost saved={null} /> : <NotFound />;
}
