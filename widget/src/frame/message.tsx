import type { ComponentChildren } from 'preact'
import { linkify } from '../chat/linkify.ts'
import type { OutboxEntry } from '../chat/outbox.ts'
import { AttachmentView } from './attachment.tsx'
import type { Row } from './rows.ts'
import { useScene } from './scene.ts'

type MessageProps = Readonly<{ row: Row; now: Date; isLastOwn: boolean }>

export function MessageItem({ row, now, isLastOwn }: MessageProps) {
  const { texts } = useScene()
  const { message, isNewDay, isFirst, isLast } = row
  const { author, text, attachments, replyTo, at, isRead } = message
  const isOwn = author.type === 'contact'
  const time = <time dateTime={at}>{texts.time(at)}</time>

  return (
    <>
      {isNewDay && (
        <li class="middle">
          <time dateTime={at}>{texts.day(at, now)}</time>
        </li>
      )}
      {author.type === 'system' ? (
        <li class="middle" dir="auto">
          {text}
        </li>
      ) : (
        <li class={`item ${isOwn ? 'own' : 'theirs'} ${isLast ? 'last' : ''}`}>
          <Author name={isOwn ? texts.t('message.you') : author.name} isShown={isFirst && !isOwn} />
          {replyTo && (
            <blockquote dir="auto">
              <b>{replyTo.authorName}</b> {replyTo.text}
            </blockquote>
          )}
          <Bubble text={text || (attachments.length === 0 ? texts.t('message.unsupported') : '')} />
          {attachments.map((attachment) => (
            <AttachmentView key={attachment.id} attachment={attachment} />
          ))}
          {(isLast || isLastOwn) && (
            <p class="below">
              {time}
              {isLastOwn && <> · {texts.t(isRead ? 'message.read' : 'message.sent')}</>}
            </p>
          )}
        </li>
      )}
    </>
  )
}

export function WaitingItem({ entry, isConnected }: Readonly<{ entry: OutboxEntry; isConnected: boolean }>) {
  const { chat, texts } = useScene()
  const { clientId, text, attachments, failure } = entry

  return (
    <li class="item own waiting last">
      <Author name={texts.t('message.you')} isShown={false} />
      <Bubble text={text} />
      {attachments.map((attachment) => (
        <AttachmentView key={attachment.id} attachment={attachment} />
      ))}
      {failure ? (
        <>
          <p class="below problem">
            {texts.t('message.failed', { reason: texts.problem(failure.code, failure.detail) })}
          </p>
          <p class="below actions">
            <button type="button" class="quiet" onClick={() => chat.retry(clientId)}>
              {texts.t('message.retry')}
            </button>
            <button type="button" class="quiet" onClick={() => chat.discard(clientId)}>
              {texts.t('message.discard')}
            </button>
          </p>
        </>
      ) : (
        <p class="below">{texts.t(isConnected ? 'message.sending' : 'message.waiting')}</p>
      )}
    </li>
  )
}

function Author({ name, isShown }: Readonly<{ name: string; isShown: boolean }>) {
  return (
    <span class={isShown ? 'author' : 'unseen'} dir="auto">
      {name}
    </span>
  )
}

function Bubble({ text }: Readonly<{ text: string }>) {
  return text ? (
    <div class="bubble" dir="auto">
      {linkify(text).map(
        (piece): ComponentChildren =>
          piece.href ? (
            <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
              {piece.text}
            </a>
          ) : (
            piece.text
          ),
      )}
    </div>
  ) : null
}
