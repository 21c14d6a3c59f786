import type { Reference, Step } from '../channel.ts'
import { done } from '../step.ts'
import type { TelegramAccount } from './account.ts'
import { ask, call, tell } from './api.ts'

/** Shown for five seconds, or until the message comes. */
export function typing(to: string, last: Reference | null, account: TelegramAccount): Step<null> {
  const connection = last?.data.connection
  return tell(
    call(account, 'sendChatAction', {
      ...(connection !== undefined && { business_connection_id: connection }),
      chat_id: to,
      action: 'typing',
    }),
  )
}

/** Lets the button stop spinning. Whoever comes too late finds it stopped by itself. */
export function acknowledge(queryId: string, account: TelegramAccount): Step<null> {
  return ask(
    call(account, 'answerCallbackQuery', { callback_query_id: queryId }),
    () => done(null),
    (failure) => (failure.code === 'unknown' ? done(null) : failure),
  )
}
