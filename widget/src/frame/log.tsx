import type { ChatState } from '../chat/state.ts'
import { Icon } from './icon.tsx'
import { MessageItem, WaitingItem } from './message.tsx'
import { toRows } from './rows.ts'
import { useScene } from './scene.ts'
import { useScroll } from './scroll.ts'

export function Log({ state }: Readonly<{ state: ChatState }>) {
  const { chat, texts } = useScene()
  const { channel, messages, hasOlder, isLoadingOlder, outbox } = state
  const { scroller, content, hasNews, toEnd } = useScroll(messages, outbox.length)
  const lastOwn = messages.findLast(({ author }) => author.type === 'contact')
  const now = new Date()

  return (
    <div class="log-frame">
      {/* Silent while older messages come in: nobody wants them read out. */}
      <div
        class="log"
        role="log"
        aria-live={isLoadingOlder ? 'off' : 'polite'}
        aria-label={texts.t('log.label')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keys
        tabIndex={0}
        ref={scroller}
      >
        <ol ref={content}>
          {hasOlder ? (
            <li class="middle" key="older">
              <button type="button" class="quiet" disabled={isLoadingOlder} onClick={() => void chat.loadOlder()}>
                {texts.t(isLoadingOlder ? 'log.loading' : 'log.older')}
              </button>
            </li>
          ) : (
            channel?.greeting && (
              <li class="item theirs" key="greeting">
                <div class="bubble" dir="auto">
                  {channel.greeting}
                </div>
              </li>
            )
          )}
          {toRows(messages).map((row) => (
            <MessageItem key={row.message.id} row={row} now={now} isLastOwn={row.message === lastOwn} />
          ))}
          {outbox.map((entry) => (
            <WaitingItem key={entry.clientId} entry={entry} isConnected={state.isConnected} />
          ))}
        </ol>
      </div>
      {hasNews && (
        <button type="button" class="news" onClick={toEnd}>
          <Icon name="down" />
          {texts.t('log.newest')}
        </button>
      )}
    </div>
  )
}
