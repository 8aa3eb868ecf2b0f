import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { knowledge } from '../../api/knowledge.api';
import type { Message } from '../../api/tickets.types';
import { sayProblem } from '../feedback/notify';
import { useCan } from '../session/session';
import { useKeepArticle } from './knowledge.queries';

/** An answer that others need too becomes the draft of an article. */
export function MakeArticle({ message, className }: { message: Message; className?: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const keep = useKeepArticle();
  const make = useMutation({
    mutationFn: () => knowledge.fromMessage({ ticketId: message.ticketId, messageId: message.id }),
    onSuccess: (article) => {
      keep(article);
      void navigate(`/knowledge/${article.id}`);
    },
    onError: sayProblem,
  });
  const isOurs = message.direction === 'out' && !message.automatic;
  if (!isOurs || !useCan()('knowledge:write')) return null;
  return (
    <button type="button" className={className} disabled={make.isPending} onClick={() => make.mutate()}>
      {t('knowledge.makeArticle')}
    </button>
  );
}
