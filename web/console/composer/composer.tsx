import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { limitsIn } from '../../../src/channels/delivery/attachment-limits.rules.js';
import { tickets } from '../../api/tickets.api';
import type { Attachment, FilledTemplate, Ticket } from '../../api/tickets.types';
import { PersonMark } from '../../ui/person-mark';
import { CONTACT } from '../customer/contact-key';
import { useLive } from '../live/live';
import { useCustomerTyping, useLookers } from '../live/presence';
import { useChannels, useInboxes } from '../queue/lookups.queries';
import { useCan } from '../session/session';
import { awaitField, giveUpField, isFieldAwaited } from '../shell/awaited-field';
import { useKeys } from '../shell/keys';
import { useNow } from '../time/reader';
import { useQuoting } from '../ticket/quoting';
import { useMessages } from '../ticket/ticket.queries';
import { ChannelChoice } from './channel-choice';
import classes from './composer.module.css';
import { ClosedLine } from './closed-line';
import { ComposerBar } from './composer-bar';
import { ComposerField } from './composer-field';
import { CopyTo } from './copy-to';
import { type FieldHandle, type Trigger } from './field';
import { FileChips, problemsOf, useFiles } from './files';
import { LineNote } from './line-note';
import { NewerMessage } from './newer-message';
import { QuotingNote } from './quoting-note';
import { Suggestions } from './suggestions';
import { TemplatePicker } from './template-picker';
import { TextCount } from './text-count';
import { firstOf, linesOf, waysOf } from './lines.rules';
import { useDraft } from './draft';
import { useWanted } from './early-answer';
import { useSend } from './send';

/** A new typing notice is sent at most this often; the server lets it fade. */
const TYPING_MS = 3000;

export function Composer({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const can = useCan();
  const live = useLive();
  const channels = useChannels();
  const { messages } = useMessages(ticket.id);
  const now = useNow(60_000);
  const inboxes = useInboxes();
  const mayReply = can('tickets:reply');
  const ways = useQuery({
    queryKey: [...CONTACT(ticket.contact.id), 'ways-out', ticket.id, ticket.conversations.length],
    queryFn: () => tickets.waysOut(ticket.id),
    enabled: mayReply,
  });
  const lines = [
    ...linesOf(ticket, messages, channels.data ?? [], now, inboxes.data),
    ...waysOf(ways.data ?? [], channels.data ?? [], now, inboxes.data),
  ];
  const mayNote = can('tickets:note');
  const wantedRef = useWanted();
  const [kind, setKind] = useState<'reply' | 'note'>(() => wantedRef.current ?? (mayReply ? 'reply' : 'note'));
  const [lineId, setLineId] = useState<string | null>(null);
  /** Of a restored draft; its line may be known only later. */
  const [keptChannel, setKeptChannel] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [html, setHtml] = useState('');
  const [mentions, setMentions] = useState<string[]>([]);
  const [copies, setCopies] = useState<{ cc: string[]; bcc: string[] } | null>(null);
  const [trigger, setTrigger] = useState<Trigger | null>(null);
  const [macros, setMacros] = useState(false);
  const field = useRef<FieldHandle>(null);
  const lastTyping = useRef(0);
  /** The message that a restored draft answers, until it is among those that are loaded. */
  const sought = useRef<string | null>(null);
  const files = useFiles();
  const typist = useLookers(ticket.id).find((user) => user.typing);
  const customer = useCustomerTyping(ticket.id);
  const writer = typist?.name ?? customer;

  const { chosen, choose: chooseMessage } = useQuoting();
  useEffect(() => {
    if (!chosen) return;
    setKind('reply');
    setLineId((current) => (current?.startsWith(chosen.conversationId ?? '?') ? current : chosen.conversationId));
    setTimeout(() => field.current?.focus(), 30);
  }, [chosen]);
  const line = lines.find((l) => l.key === lineId) ?? lines.find((l) => l.channel === keptChannel) ?? firstOf(lines);
  const channel = channels.data?.find(({ kind: one }) => one === line?.channel);
  const abilities = channel?.abilities;
  // Only where it was said: whoever goes over to another line answers there as usual.
  const quoted = kind === 'reply' && chosen && chosen.conversationId === line?.conversationId ? chosen : null;
  const isRich = kind === 'reply' && abilities?.html === true;
  const limits =
    kind === 'reply' && abilities?.attachments
      ? limitsIn(
          { ...abilities, attachments: abilities.attachments },
          line?.public ?? false,
          inboxes.data?.find(({ id }) => id === line?.inboxId)?.settings,
        )
      : undefined;
  const canCopy = kind === 'reply' && abilities?.cc === true;

  const draft = useDraft(ticket.id, {
    kind,
    text,
    html: isRich ? html : null,
    channel: kind === 'note' ? null : (line?.channel ?? null),
    // One that was restored and is not found yet is not forgotten meanwhile.
    quotes: quoted?.id ?? sought.current,
    cc: copies?.cc ?? [],
    bcc: copies?.bcc ?? [],
    attachments: files.ready,
  });
  useEffect(() => {
    const kept = draft.restored;
    if (!kept) return;
    if ((kept.kind === 'note' && mayNote) || (kept.kind === 'reply' && mayReply)) setKind(kept.kind);
    setKeptChannel(kept.channel ?? null);
    sought.current = kept.quotes ?? null;
    const { cc = [], bcc = [], attachments = [], missing = [] } = kept;
    if (cc.length + bcc.length > 0) setCopies((typed) => typed ?? { cc, bcc });
    files.restore(attachments, missing);
    // What was typed before it arrived goes on after it.
    const whole = text ? `${kept.text}\n\n${text}` : kept.text;
    const formatted = text ? null : (kept.html ?? null);
    setText(whole);
    setHtml(formatted ?? '');
    field.current?.set(whole, formatted);
    // Only when the server's draft arrives: what is typed later is newer.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [draft.restored]);
  useEffect(() => {
    const found = sought.current && messages.find(({ id }) => id === sought.current);
    if (!found) return;
    sought.current = null;
    chooseMessage(found);
  }, [draft.restored, messages, chooseMessage]);

  const clear = () => {
    setText('');
    setHtml('');
    setMentions([]);
    setCopies(null);
    sought.current = null;
    chooseMessage(null);
    files.clear();
    field.current?.set('', null);
  };
  const restore = (before: { text: string; html?: string; files: Attachment[] }) => {
    setText(before.text);
    setHtml(before.html ?? '');
    files.restore(before.files);
    field.current?.set(before.text, before.html ?? null);
    field.current?.focus();
  };
  const sender = useSend(ticket, {
    onSent: () => {
      clear();
      void draft.drop();
    },
    onTakenBack: restore,
  });
  const empty = text.trim() === '' && files.ready.length === 0;
  const tooMuch = problemsOf(files, limits).length > 0;
  const closed = kind === 'reply' ? (line ? (line.closedReason ?? null) : 'noLine') : null;
  const send = (more: { solve?: boolean; sendAt?: Date; anyway?: boolean; template?: FilledTemplate } = {}) => {
    if (!more.template && (empty || files.busy || closed || tooMuch)) return;
    live.typing(ticket.id, false);
    sender.send({
      kind,
      text: text.trim(),
      html: isRich ? html : undefined,
      line: kind === 'reply' ? line : null,
      files: files.ready,
      mentions: kind === 'note' ? mentions.filter((id) => id) : [],
      quotes: quoted?.id,
      cc: copies?.cc,
      bcc: copies?.bcc,
      seenSeq: messages.at(-1)?.seq ?? 0,
      undoSeconds: kind === 'reply' ? Number(abilities?.undoSeconds ?? 0) : 0,
      ...more,
    });
  };
  const onText = (plain: string, rich: string | null) => {
    setText(plain);
    if (rich !== null) setHtml(rich);
    const now = Date.now();
    if (plain && now - lastTyping.current > TYPING_MS) {
      lastTyping.current = now;
      live.typing(ticket.id, true);
    }
  };
  const choose = (next: 'reply' | 'note', id?: string) => {
    setKind(next);
    if (id) setLineId(id);
    setTimeout(() => field.current?.focus(), 30);
  };
  const answer = (how: 'reply' | 'note') => {
    awaitField();
    choose(how);
  };
  useKeys({
    r: () => mayReply && answer('reply'),
    n: () => mayNote && answer('note'),
    m: () => setMacros(true),
  });
  useEffect(() => {
    // What was asked for before this stood, once.
    if (wantedRef.current) awaitField();
    wantedRef.current = null;
  }, [wantedRef]);
  const isClosed = closed !== null;
  const isKnown = channels.isSuccess && inboxes.isSuccess;
  useEffect(() => {
    if (!isFieldAwaited()) return;
    if (isClosed && isKnown) giveUpField();
    else field.current?.focus();
  }, [isClosed, isKnown, kind]);

  if (!mayReply && !mayNote) return null;
  const label =
    kind === 'note'
      ? t('composer.writeNote')
      : t('composer.replyBy', { channel: line ? t(`channels.${line.channel}`, { defaultValue: line.channel }) : '' });
  const fieldProps = {
    label,
    placeholder:
      kind === 'note'
        ? t('composer.notePlaceholder')
        : t('composer.replyPlaceholder', { name: ticket.contact.name.split(' ')[0] }),
    text,
    html,
    onText,
    onTrigger: setTrigger,
    onSend: () => send(),
    onFiles: files.add,
    holdKeys: trigger !== null,
    mentions: kind === 'note',
  };
  return (
    <section className={classes.compose} aria-label={t('composer.label')}>
      <div
        className={classes.box}
        data-note={kind === 'note' || undefined}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          files.add([...event.dataTransfer.files]);
        }}
      >
        <div className={classes.tabs}>
          {mayReply && (
            <ChannelChoice
              lines={lines}
              current={line}
              selected={kind === 'reply'}
              onPick={(id) => choose('reply', id)}
            />
          )}
          {mayNote && (
            <button
              type="button"
              className={classes.tab}
              aria-pressed={kind === 'note'}
              onClick={() => choose('note')}
              title={`${t('ticket.note')}  n`}
            >
              <IconLock size={16} stroke={1.75} aria-hidden="true" />
              <span>{t('composer.note')}</span>
            </button>
          )}
          {canCopy && !copies && (
            <button type="button" className={classes.tab} onClick={() => setCopies({ cc: [], bcc: [] })}>
              Cc
            </button>
          )}
          <span className={classes.typing} aria-live="polite">
            {writer && (
              <>
                <PersonMark name={writer} side={typist ? 'us' : 'customer'} />
                <span className="cut">{t('composer.writes', { name: writer.split(' ')[0] })}</span>
                <span className={classes.dots} aria-hidden="true">
                  <i />
                  <i />
                  <i />
                </span>
              </>
            )}
          </span>
        </div>
        {copies && <CopyTo copies={copies} onChange={setCopies} />}
        {closed ? (
          <>
            <ClosedLine reason={closed} line={line} />
            {closed === 'reply_window' && line?.inboxId && channel?.hasTemplates && (
              <TemplatePicker
                key={line.inboxId}
                inboxId={line.inboxId}
                name={ticket.contact.name.split(' ')[0] ?? ''}
                sending={sender.sending}
                onSend={(template) => send({ template })}
              />
            )}
          </>
        ) : (
          <>
            {quoted && <QuotingNote message={quoted} onClose={() => chooseMessage(null)} />}
            <ComposerField ref={field} rich={isRich} {...fieldProps} />
          </>
        )}
        {trigger && (
          <Suggestions
            key={`${trigger.sign}${trigger.typed}`}
            trigger={trigger}
            ticket={ticket}
            onPick={(replacement, mention) => {
              field.current?.replace(trigger.typed.length + 1, replacement);
              if (mention) setMentions((before) => [...new Set([...before, mention])]);
              setTrigger(null);
            }}
            onClose={() => setTrigger(null)}
          />
        )}
        <FileChips files={files} limits={limits} />
        {kind === 'reply' && line && (!closed || !line.conversationId) && <LineNote line={line} />}
        {kind === 'reply' && line && !closed && <TextCount text={text} line={line} channel={channel} />}
        <ComposerBar
          ticket={ticket}
          kind={kind}
          field={field}
          rich={isRich}
          savedAt={draft.savedAt}
          disabled={empty || files.busy || closed !== null || tooMuch}
          sending={sender.sending}
          macrosOpen={macros}
          onMacros={setMacros}
          onFiles={files.add}
          onSend={send}
        />
      </div>
      {sender.newer && <NewerMessage onClose={sender.dismiss} onSend={() => send({ anyway: true })} />}
    </section>
  );
}
