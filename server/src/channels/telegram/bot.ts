import type { Checked, Failure, Step } from '../channel.ts'
import { type Bag, bag, id, number, text } from '../reading.ts'
import { done } from '../step.ts'
import type { TelegramAccount, TelegramSettings } from './account.ts'
import { ask, call, tell } from './api.ts'
import { withoutToken } from './errors.ts'

/** What we want to be told; reactions come to nobody who does not name them. */
const updates = [
  ...['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member', 'business_connection'],
  ...['business_message', 'edited_business_message', 'deleted_business_messages'],
]

/** Whose token it is; and, of a bot that is connected, whether its updates come here. */
export function check(account: TelegramAccount): Step<Checked<TelegramSettings>> {
  return ask(call(account, 'getMe'), (result) => {
    const bot = bag(result)
    const botId = id(bot.id)
    const botUsername = text(bot.username) ?? ''
    if (botId === null || bot.is_bot !== true) return notABot()

    const checked = { name: text(bot.first_name) ?? `@${botUsername}`, settings: { botId, botUsername } }
    if (account.settings.botId !== botId) return done(checked)
    return ask(
      call(account, 'getWebhookInfo'),
      (info) => done({ ...checked, problem: problemIn(bag(info), account) }),
      () => done(checked),
    )
  })
}

function problemIn(info: Bag, { webhookUrl }: TelegramAccount): Checked<TelegramSettings>['problem'] {
  const url = text(info.url)
  const waiting = number(info.pending_update_count) ?? 0
  const lastError = text(info.last_error_message)
  if (url === null) return { code: 'permission', detail: 'Telegram was told to call nobody. Reconnect the channel.' }
  if (url !== webhookUrl) {
    const host = URL.parse(url)?.host ?? 'another address'
    return { code: 'permission', detail: `Another program has taken the bot over: Telegram calls ${host}.` }
  }
  // An error of long ago stays there; what waits says that it is not over.
  if (waiting === 0 || lastError === null) return null
  return { code: 'provider_down', detail: withoutToken(`${waiting} updates wait: ${lastError}`).slice(0, 500) }
}

/** Takes the place of whatever address was told before. */
export function subscribe(account: TelegramAccount): Step<null> {
  return tell(
    call(account, 'setWebhook', {
      url: account.webhookUrl,
      secret_token: account.secrets.webhookSecret,
      allowed_updates: updates,
      max_connections: 40,
      drop_pending_updates: false,
    }),
  )
}

/** Leaves the address alone when it is another's by now: one bot has one, and somebody else may have taken it over. */
export function unsubscribe(account: TelegramAccount): Step<null> {
  return ask(call(account, 'getWebhookInfo'), (result) => {
    const isOurs = text(bag(result).url) === account.webhookUrl
    return isOurs ? tell(call(account, 'deleteWebhook', { drop_pending_updates: false })) : done(null)
  })
}

function notABot(): Failure {
  return {
    kind: 'failure',
    code: 'auth_invalid',
    detail: 'the token is not a bot’s',
    retry: 'never',
    retryAfterMs: null,
    isChannelBroken: true,
  }
}
