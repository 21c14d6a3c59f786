import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { mara, openTelegramStage, secrets } from './telegram/example.ts'

let stage: Awaited<ReturnType<typeof openTelegramStage>>

before(async () => {
  stage = await openTelegramStage()
  await stage.telegram.customer(mara, { name: 'Mara Muster' }).start()
  await stage.telegram.customer(5528190349, { isDeactivated: true }).start()
  stage.telegram.customer(5528190350)
})

after(() => stage[Symbol.asyncDispose]())

const text = { chat_id: mara, text: 'Hello' }

test('takes a message by JSON, by a form and by the address, with names of methods in any case', async () => {
  const url = `${stage.telegram.url}/bot${secrets.botToken}/sendmessage`
  assert.equal(await descriptionOf('sendMessage', text), null)
  assert.equal((await fetch(url, { method: 'POST', body: new URLSearchParams(text) })).status, 200)
  assert.equal((await fetch(`${url}?${new URLSearchParams(text)}`)).status, 200)
})

test('refuses what the provider refuses, in its words', async () => {
  const button = (value: object): object => ({ ...text, reply_markup: { inline_keyboard: [[value]] } })
  const wrong: readonly (readonly [method: string, body: object, description: string])[] = [
    ['sendMessage', { text: 'Hello' }, 'Bad Request: chat_id is empty'],
    ['sendMessage', { ...text, chat_id: '99' }, 'Bad Request: chat not found'],
    ['sendMessage', { ...text, chat_id: '@mara' }, 'Bad Request: chat not found'],
    ['sendMessage', { ...text, chat_id: 5528190350 }, "Forbidden: bot can't initiate conversation with a user"],
    ['sendMessage', { ...text, chat_id: 5528190349 }, 'Forbidden: user is deactivated'],
    ['sendMessage', { ...text, text: ' ' }, 'Bad Request: message text is empty'],
    ['sendMessage', { ...text, text: 'a'.repeat(4097) }, 'Bad Request: message is too long'],
    ['sendMessage', { ...text, parse_mode: 'Fancy' }, 'Bad Request: unsupported parse_mode'],
    ['sendMessage', { ...text, colour: 'red' }, 'Bad Request: parameter "colour" is unknown to the emulator'],
    ['sendMessage', { ...text, reply_parameters: { message_id: 99 } }, 'Bad Request: message to be replied not found'],
    ['sendMessage', button({ text: 'a', callback_data: 'ä'.repeat(33) }), 'Bad Request: BUTTON_DATA_INVALID'],
    ['sendMessage', button({ text: 'a' }), 'Bad Request: text buttons are unallowed in the inline keyboard'],
    ['sendPhoto', { chat_id: mara }, 'Bad Request: there is no photo in the request'],
    ['sendPhoto', { chat_id: mara, photo: 'nonsense' }, 'Bad Request: wrong file identifier/HTTP URL specified'],
    ['sendChatAction', { chat_id: mara, action: 'dancing' }, 'Bad Request: wrong parameter action in request'],
    ['getFile', { file_id: 'nonsense' }, 'Bad Request: invalid file_id'],
    ['getUserProfilePhotos', { user_id: 99 }, 'Bad Request: user not found'],
    [
      'setWebhook',
      { url: 'http://desk.example.com/' },
      'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
    ],
    [
      'setWebhook',
      { url: 'https://desk.example.com/', secret_token: 'two words' },
      'Bad Request: secret token contains unallowed characters',
    ],
    ['danceTogether', {}, 'Not Found'],
  ]
  for (const [method, body, description] of wrong) assert.equal(await descriptionOf(method, body), description)
  assert.match((await descriptionOf('answerCallbackQuery', { callback_query_id: '1' })) ?? '', /query is too old/)
  assert.match((await descriptionOf('getUpdates', {})) ?? '', /^Conflict: can't use getUpdates/)
})

test('reads its few tags, and no others', async () => {
  const wrong: readonly (readonly [source: string, why: string])[] = [
    ['a <blink>b</blink>', 'Unsupported start tag "blink" at byte offset 2'],
    ['ä < b', 'Unsupported start tag "" at byte offset 3'],
    ['<b>never closed', 'Can\'t find end tag corresponding to start tag "b"'],
    ['<b><i>crossed</b></i>', 'Unmatched end tag at byte offset 13, expected "</i>", found "</b>"'],
    ['closed</b>', 'Unexpected end tag at byte offset 6'],
  ]
  for (const [source, why] of wrong) {
    const description = await descriptionOf('sendMessage', { ...text, text: source, parse_mode: 'HTML' })
    assert.equal(description, `Bad Request: can't parse entities: ${why}`)
  }

  const source = '<b>Big</b> &lt;&#228;&gt; <a href="https://a.example/?x=1&amp;y">here</a> &nothing; AT&T'
  assert.equal(await descriptionOf('sendMessage', { ...text, text: source, parse_mode: 'HTML' }), null)
  const last = stage.telegram.chat(mara).messages.at(-1)
  assert.equal(last?.text, 'Big <ä> here &nothing; AT&T')
  assert.equal(last?.entities[1]?.url, 'https://a.example/?x=1&y')
})

test('refuses files that are none', async () => {
  const send = (method: string, field: string, size: number, type: string): Promise<string | null> => {
    const form = new FormData()
    form.set('chat_id', mara)
    form.set(field, new File([new Uint8Array(size)], 'file', { type }))
    return described(fetch(methodUrl(method), { method: 'POST', body: form }))
  }
  assert.equal(await send('sendDocument', 'document', 1, 'application/pdf'), null)
  assert.equal(
    await send('sendDocument', 'file', 1, 'application/pdf'),
    'Bad Request: there is no document in the request',
  )
  assert.equal(await send('sendDocument', 'document', 0, 'application/pdf'), 'Bad Request: file must be non-empty')
  assert.equal(await send('sendPhoto', 'photo', 9, 'application/pdf'), 'Bad Request: IMAGE_PROCESS_FAILED')
  assert.match((await send('sendPhoto', 'photo', 10 * 1024 * 1024 + 1, 'image/png')) ?? '', /too big for a photo/)
})

test('refuses tokens that are wrong, and those that are none', async () => {
  const codeOf = async (token: string): Promise<number> =>
    (await fetch(`${stage.telegram.url}/bot${token}/getMe`)).status
  assert.equal(await codeOf(secrets.botToken), 200)
  assert.equal(await codeOf('7000112233:AAAnotherTokenOfNoUse_0123456789abcd'), 401)
  assert.equal(await codeOf('nonsense'), 404)
})

test('tells only what was asked for, and keeps what nobody was told', async () => {
  const { telegram } = stage
  const customer = telegram.customer(mara)
  const { id } = await customer.sendText('React to this')
  await descriptionOf('setWebhook', { url: stage.product.webhookUrl, secret_token: secrets.webhookSecret })
  assert.equal((await customer.react(id, '👍')).status, null)

  await descriptionOf('deleteWebhook', {})
  const kept = await customer.sendText('While nobody listened')
  assert.equal(kept.status, null)
  assert.match(JSON.stringify(await resultOf('getUpdates', {})), /While nobody listened/)
  await descriptionOf('setWebhook', { url: stage.product.webhookUrl, secret_token: secrets.webhookSecret })
  await telegram.settled()
  assert.equal(stage.eventOf(kept.id).message.text, 'While nobody listened')

  const info = await resultOf('getWebhookInfo', {})
  assert.deepEqual(
    [Object(info).url, Object(info).pending_update_count, Object(info).last_error_message],
    [stage.product.webhookUrl, 0, undefined],
  )
})

function methodUrl(method: string): string {
  return `${stage.telegram.url}/bot${secrets.botToken}/${method}`
}

function call(method: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(methodUrl(method), { method: 'POST', headers, body: JSON.stringify(body) })
}

function descriptionOf(method: string, body: object): Promise<string | null> {
  return described(call(method, body))
}

async function resultOf(method: string, body: object): Promise<unknown> {
  return Object(await (await call(method, body)).json()).result
}

async function described(answer: Promise<Response>): Promise<string | null> {
  const response = await answer
  const body = Object(await response.json())
  assert.equal(response.status, body.ok === true ? 200 : body.error_code)
  return body.ok === true ? null : String(body.description)
}
