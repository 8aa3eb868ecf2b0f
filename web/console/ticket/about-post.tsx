import { IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { posts } from '../../api/posts.api';
import type { Message, Ticket } from '../../api/tickets.types';
import { useCan } from '../session/session';
import classes from './timeline.module.css';

/** Under which post it was said: one that was written here, or one that is read only there. */
export function AboutPost({ messages, ticket }: { messages: Message[]; ticket: Ticket }) {
  const { t } = useTranslation();
  const said = messages.find(({ meta }) => typeof meta?.post === 'string');
  const can = useCan();
  const ours = useQuery({
    queryKey: ['posts', 'of-ticket', ticket.id],
    queryFn: () => posts.ofTicket(ticket.id),
    enabled: said !== undefined && can('posts:read'),
    staleTime: 60_000,
  });
  // Who names us elsewhere does so under no post of ours, but there is a place to read it.
  const linked = said ?? messages.find(({ meta }) => typeof meta?.link === 'string');
  if (!linked) return null;
  const [post, ...others] = ours.data ?? [];
  if (post && others.length === 0) {
    return (
      <Link className={classes.aboutPost} to={`/posts/${post.id}`}>
        <span className="cut">{t('ticket.underPost', { text: post.text })}</span>
      </Link>
    );
  }
  const link = linked.meta?.link;
  if (typeof link !== 'string' || !/^https?:\/\//.test(link)) return null;
  return (
    <a className={classes.aboutPost} href={link} target="_blank" rel="noreferrer noopener nofollow">
      {t('ticket.toPost')} <IconExternalLink size={14} stroke={1.75} aria-hidden="true" />
    </a>
  );
}
