import type { Applied, Call } from '../desk/answer.ts'
import { type HttpRequest, json } from '../desk/exchange.ts'
import type { Operation } from './faults.ts'
import { type Params, readParams, requireKnown, textOf, wholeNumber } from './params.ts'
import { type Bot, presentBot, presentChat, presentFile, presentPhoto } from './present.ts'
import { BotRefusal, bad } from './refusal.ts'
import { fileMethods, reachable, sendFile, sendMessage } from './send.ts'
import type { Updates } from './updates.ts'
import { type Answered, deleteWebhook, getUpdates, getWebhookInfo, setWebhook } from './webhook-methods.ts'
import type { Chat, World } from './world.ts'

const MAX_DOWNLOAD = 20 * 1024 * 1024

export type BotApi = Readonly<{
  world: World
  updates: Updates
  bot: Bot
  /** Null: revoked. */
  botToken(): string | null
}>

type Method = Readonly<{ operation: Operation; apply(params: Params, api: BotApi): Answered }>

/** Finds the call behind a request: a method, or a file. @throws {BotRefusal} where there is none. */
export function callOf(request: HttpRequest, api: BotApi): Call<Operation> {
  const path = decodeURIComponent(request.path)
  const [, inFile, token = '', rest = ''] = /^(\/file)?\/bot([^/]*)\/(.*)$/.exec(path) ?? []
  if (inFile !== undefined) return { operation: 'download', apply: () => download(token, rest, api) }

  const method = methodOf(rest)
  return {
    operation: method?.operation ?? 'bot',
    apply: async () => {
      authenticate(token, api)
      if (method === null) throw new BotRefusal(404, 'Not Found')
      const { result, description } = method.apply(await readParams(request), api)
      return { reply: json({ ok: true, result, ...(description !== undefined && { description }) }) }
    },
  }
}

// What has not the form of a token leads nowhere; one that has is refused by name.
function authenticate(token: string, { botToken }: BotApi): void {
  if (!/^\d+:[\w-]{30,}$/.test(token)) throw new BotRefusal(404, 'Not Found')
  if (token !== botToken()) throw new BotRefusal(401, 'Unauthorized')
}

function methodOf(name: string): Method | null {
  const field = [...fileMethods].find(([method]) => method.toLowerCase() === name.toLowerCase())
  if (field !== undefined) {
    const [method, of] = field
    return send((params, { world, bot }) => ({ result: sendFile(method, of, params, world, bot) }))
  }
  // Names of methods count in any case.
  return methods.get(name.toLowerCase()) ?? null
}

function send(apply: Method['apply']): Method {
  return { operation: 'send', apply }
}

const methods: ReadonlyMap<string, Method> = new Map([
  ['getme', { operation: 'bot' as const, apply: getMe }],
  ['sendmessage', send((params, { world, bot }) => ({ result: sendMessage(params, world, bot) }))],
  ['sendchataction', { operation: 'action' as const, apply: sendChatAction }],
  ['answercallbackquery', { operation: 'answer' as const, apply: answerCallbackQuery }],
  ['getfile', { operation: 'locate' as const, apply: getFile }],
  ['getchat', { operation: 'profile' as const, apply: getChat }],
  ['getuserprofilephotos', { operation: 'profile' as const, apply: getUserProfilePhotos }],
  ['setwebhook', { operation: 'webhook' as const, apply: (params, { updates }) => setWebhook(params, updates) }],
  ['deletewebhook', { operation: 'webhook' as const, apply: (params, { updates }) => deleteWebhook(params, updates) }],
  ['getwebhookinfo', { operation: 'webhook' as const, apply: (_, { updates }) => getWebhookInfo(updates) }],
  ['getupdates', { operation: 'webhook' as const, apply: (_, { updates }) => getUpdates(updates) }],
] satisfies [string, Method][])

function getMe(_: Params, { bot }: BotApi): Answered {
  return {
    result: {
      ...presentBot(bot),
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
    },
  }
}

const actions = [
  ...['typing', 'upload_photo', 'record_video', 'upload_video', 'record_voice', 'upload_voice'],
  ...['upload_document', 'choose_sticker', 'find_location', 'record_video_note', 'upload_video_note'],
]

function sendChatAction(params: Params, { world }: BotApi): Answered {
  requireKnown(params, ['chat_id', 'action', 'business_connection_id', 'message_thread_id'])
  const action = textOf(params.values.action)
  if (!actions.includes(action)) throw bad('wrong parameter action in request')
  reachable(params.values.chat_id, world).action = action
  return { result: true }
}

function answerCallbackQuery(params: Params, { world }: BotApi): Answered {
  requireKnown(params, ['callback_query_id', 'text', 'show_alert', 'url', 'cache_time'])
  const query = textOf(params.values.callback_query_id)
  if (!world.spinning.has(query)) {
    throw bad('query is too old and response timeout expired or query ID is invalid')
  }
  world.spinning.set(query, 'heard')
  return { result: true }
}

function getFile(params: Params, { world }: BotApi): Answered {
  requireKnown(params, ['file_id'])
  const file = world.file(textOf(params.values.file_id))
  if (file === null) throw bad('invalid file_id')
  if (file.bytes.length > MAX_DOWNLOAD) throw bad('file is too big')
  world.locate(file)
  return { result: { ...presentFile(file), file_path: file.path } }
}

function getChat(params: Params, { world }: BotApi): Answered {
  requireKnown(params, ['chat_id'])
  const { person } = personOf(params.values.chat_id, world, 'chat not found')
  const { photo } = person
  const small = photo === null ? {} : { small_file_id: `${photo.id}s`, small_file_unique_id: `${photo.uniqueId}s` }
  const big = photo === null ? {} : { big_file_id: photo.id, big_file_unique_id: photo.uniqueId }
  return { result: { ...presentChat(person), ...(photo !== null && { photo: { ...small, ...big } }) } }
}

function getUserProfilePhotos(params: Params, { world }: BotApi): Answered {
  requireKnown(params, ['user_id', 'offset', 'limit'])
  const { photo } = personOf(params.values.user_id, world, 'user not found').person
  return { result: { total_count: photo === null ? 0 : 1, photos: photo === null ? [] : [presentPhoto(photo)] } }
}

function personOf(value: unknown, world: World, otherwise: string): Chat {
  const id = wholeNumber(value)
  const chat = id === null ? null : world.findChat(id)
  if (chat === null || !chat.person.hasStarted) throw bad(otherwise)
  return chat
}

// Bytes come without a type of their own, and without a name.
function download(token: string, path: string, { botToken, world }: BotApi): Applied {
  if (token !== botToken()) throw new BotRefusal(401, 'Unauthorized')
  const file = world.fileAt(path)
  if (file === null) throw new BotRefusal(404, 'Not Found')
  return { reply: { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: file.bytes } }
}
