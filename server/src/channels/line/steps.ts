import type { Checked, Profile, ProviderAnswer, ProviderRequest, Reference, Step } from '../channel.ts'
import { bag, id, text, tryJson } from '../reading.ts'
import { done, failure, step } from '../step.ts'
import type { LineAccount, LineSettings } from './account.ts'
import { failureOf, get, isOk, send } from './api.ts'

/** Whose token it is: webhooks name the bot by the id that is told here. */
export function check(account: LineAccount): Step<Checked<LineSettings>> {
  return step(get(account, '/v2/bot/info'), (answer) => {
    const { userId, displayName, basicId } = bodyOf(answer)
    const botUserId = id(userId)
    if (botUserId === null) return failureOf(answer)
    const name = text(displayName) ?? text(basicId) ?? botUserId
    return done({ name, settings: { botUserId, displayName: name.slice(0, 200) } })
  })
}

const endpointPath = '/v2/bot/channel/webhook/endpoint'

/** Tells LINE where to call. That it shall call at all can only be said in its console. */
export function subscribe(account: LineAccount): Step<null> {
  return step(send(account, 'PUT', endpointPath, { endpoint: account.webhookUrl }), (told) => {
    if (told.kind === 'no_answer' || !isOk(told)) return failureOf(told)
    return step(get(account, endpointPath), (answer) => {
      if (answer.kind === 'no_answer' || !isOk(answer)) return failureOf(answer)
      return bodyOf(answer).active === false ? switchedOff : done(null)
    })
  })
}

const switchedOff = failure(
  'permission',
  'the address is set, but “Use webhook” is off in the LINE Developers Console (Messaging API)',
)

/** Whoever is no friend, or has blocked us, has no profile for us. */
export function profile(address: string, account: LineAccount): Step<Profile> {
  return step(get(account, `/v2/bot/profile/${encodeURIComponent(address)}`), (answer) => {
    if (answer.kind === 'answer' && answer.status === 404) return done({ name: null, locale: null, avatar: null })
    if (answer.kind === 'no_answer' || !isOk(answer)) return failureOf(answer)
    const { displayName, language, pictureUrl } = bodyOf(answer)
    return done({ name: text(displayName), locale: text(language), avatar: pictureAt(text(pictureUrl)) })
  })
}

export function markRead(to: string, last: Reference, account: LineAccount): Step<null> {
  const { markAsReadToken } = last.data
  const request =
    markAsReadToken === undefined
      ? send(account, 'POST', '/v2/bot/message/markAsRead', { chat: { userId: to } })
      : send(account, 'POST', '/v2/bot/chat/markAsRead', { markAsReadToken })
  return step(request, heard)
}

/** As long as somebody writes a few words; the next message ends it. */
const loadingSeconds = 10

export function typing(to: string, _last: Reference | null, account: LineAccount): Step<null> {
  return step(send(account, 'POST', '/v2/bot/chat/loading/start', { chatId: to, loadingSeconds }), heard)
}

// What is only a courtesy says nothing of the account: some plans do not have it.
function heard(answer: ProviderAnswer): ReturnType<Step<null>['read']> {
  if (answer.kind === 'answer' && isOk(answer)) return done(null)
  const failed = failureOf(answer)
  return failed.code === 'auth_invalid' ? failed : { ...failed, isChannelBroken: false }
}

function bodyOf(answer: ProviderAnswer) {
  return answer.kind === 'answer' && isOk(answer) ? bag(tryJson(answer.body)) : {}
}

function pictureAt(url: string | null): ProviderRequest | null {
  return url === null ? null : { kind: 'request', method: 'GET', url, headers: {}, body: { kind: 'none' } }
}
