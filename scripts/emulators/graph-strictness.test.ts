import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { OutboundMessage } from '../../server/src/channels/channel.ts'
import { whatsapp } from '../../server/src/channels/whatsapp/index.ts'
import { accountAt, perform, performAll, secrets, textTo } from './example-product.ts'
import { type GraphEmulator, startGraphEmulator } from './graph.ts'

const mara = '447700900001'
const jpeg = new Uint8Array(Buffer.from('ffd8ffe000104a464946', 'hex'))
const pdf = { id: 'a-1', name: 'invoice.pdf', type: 'application/pdf', size: 4, isVoice: false }

const text = {
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: `+${mara}`,
  type: 'text',
  text: { body: 'Hello' },
}

let graph: GraphEmulator

before(async () => {
  graph = await startGraphEmulator({ ...secrets })
  await graph.customer(mara, { name: 'Mara Muster' }).sendText('Hello')
})

after(() => graph.stop())

test('takes a message that is right', async () => {
  assert.equal(await codeOf(text), null)
})

test('refuses what the provider refuses', async () => {
  const wrong: readonly [why: string, body: object, code: number][] = [
    ['no product', { ...text, messaging_product: undefined }, 131008],
    ['another product', { ...text, messaging_product: 'signal' }, 131009],
    ['no recipient', { ...text, to: undefined }, 131008],
    ['no number', { ...text, to: 'Mara' }, 131009],
    ['ourselves', { ...text, to: '+15550100001' }, 131021],
    ['an unknown type', { ...text, type: 'hologram' }, 131009],
    ['an unknown key', { ...text, colour: 'red' }, 100],
    ['an unknown key of text', { ...text, text: { body: 'Hello', colour: 'red' } }, 100],
    ['empty text', { ...text, text: { body: '' } }, 131008],
    ['long text', { ...text, text: { body: 'a'.repeat(4097) } }, 100],
    ['text that is a number', { ...text, text: { body: 7 } }, 131009],
    ['a message nobody sent', { ...text, context: { message_id: 'wamid.NONE' } }, 131009],
    ['long data of ours', { ...text, biz_opaque_callback_data: 'a'.repeat(513) }, 100],
    ['a medium nobody uploaded', { ...text, type: 'image', text: undefined, image: { id: '1' } }, 100],
    ['audio with a caption', { ...text, type: 'audio', text: undefined, audio: { id: '1', caption: 'x' } }, 100],
  ]
  for (const [why, body, code] of wrong) assert.equal(await codeOf(body), code, why)
})

test('refuses a wrong token, number and version', async () => {
  const url = `${graph.url}/v25.0/100000000000001/messages`
  assert.equal(await codeOf(text, url, 'another'), 190)
  assert.equal(await codeOf(text, `${graph.url}/v25.0/999/messages`), 100)
  assert.equal(await codeOf(text, `${graph.url}/v19.0/100000000000001/messages`), 2635)
})

test('puts its own country code in front of a number without a plus', async () => {
  assert.equal(await codeOf({ ...text, to: mara }), null)
  assert.equal(graph.chat(`1${mara}`).messages.length, 1)
})

test('marks messages as read, those that exist', async () => {
  const { id } = await graph.customer(mara).sendText('Read me')
  const receipt = { messaging_product: 'whatsapp', status: 'read', message_id: id, typing_indicator: { type: 'text' } }
  assert.equal(await codeOf(receipt), null)
  assert.equal(await codeOf({ ...receipt, message_id: 'wamid.NONE' }), 131009)
  assert.equal(graph.chat(mara).messages.findLast(({ direction }) => direction === 'in')?.isReadByBusiness, true)
})

test('takes choices, as buttons and as a list, and refuses what the provider refuses', async () => {
  const choices = (count: number): OutboundMessage['choices'] =>
    Array.from({ length: count }, (_, index) => ({ id: `choice-${index}`, title: `Option ${index}` }))
  for (const count of [1, 3, 4, 10]) {
    const message = textTo(mara, 'Which one?', { choices: choices(count) })
    assert.equal(whatsapp.outcome(await perform(whatsapp.render(message, accountAt(graph.url)))).kind, 'sent')
    assert.equal(graph.chat(mara).messages.at(-1)?.text, 'Which one?')
  }
  const reply = { type: 'reply', reply: { id: '1', title: 'Yes' } }
  const interactive = { type: 'button', body: { text: 'Shall we?' }, action: { buttons: [reply] } }
  const { text: _, ...envelope } = text
  const code = (change: object): Promise<unknown> =>
    codeOf({ ...envelope, type: 'interactive', interactive: { ...interactive, ...change } })
  assert.equal(await code({}), null)
  assert.equal(await code({ action: { buttons: [reply, reply] } }), 131009)
  assert.equal(await code({ action: { buttons: [] } }), 131009)
  assert.equal(await code({ action: { buttons: [{ ...reply, reply: { id: '1', title: 'a'.repeat(21) } }] } }), 100)
  assert.equal(await code({ body: { text: 'a'.repeat(1025) } }), 100)
})

test('hears from the product who reads and who writes', async () => {
  const { id } = await graph.customer(mara).sendText('Hear me')
  const account = accountAt(graph.url)
  const last = { providerId: id, data: {} }
  assert.equal((await performAll(whatsapp.typing(mara, last, account))).kind, 'done')
  assert.equal((await performAll(whatsapp.markRead(mara, last, account))).kind, 'done')
  assert.equal(graph.chat(mara).messages.at(-1)?.isReadByBusiness, true)
  const checked = await performAll(whatsapp.check(account))
  assert.equal(checked.kind === 'done' && checked.value.name, 'Example Shop')
})

test('takes templates that are filled in as they were approved', async () => {
  const order = {
    name: 'order_update',
    language: 'en_US',
    header: { '1': '5512' },
    body: { '1': 'Mara', '2': 'on its\nway' },
    buttons: [{ '1': '5512' }, { payload: 'talk' }],
  }
  assert.equal(await codeOfTemplate(order), null)
  assert.equal(graph.chat(mara).messages.at(-1)?.text, 'Hi Mara, your order is on its way.')

  const appointment = { ...order, name: 'appointment_reminder', language: 'de', header: {}, buttons: [] }
  assert.equal(await codeOfTemplate({ ...appointment, body: { first_name: 'Mara', day: 'Montag' } }), null)
})

test('refuses templates that are not', async () => {
  const order = { name: 'order_update', language: 'en_US', header: { '1': '1' }, body: { '1': 'a', '2': 'b' } }
  const buttons = [{ '1': '5512' }]
  const back = { name: 'we_are_back', language: 'en', header: {}, body: {}, buttons: [] }

  assert.equal(await codeOfTemplate({ ...order, buttons, body: { '1': 'a' } }), 132000)
  assert.equal(await codeOfTemplate({ ...order, buttons, body: { first: 'a', second: 'b' } }), 132012)
  assert.equal(await codeOfTemplate({ ...order, buttons: [] }), 131008)
  assert.equal(await codeOfTemplate({ ...order, buttons: [{ payload: 'x' }] }), 132012)
  assert.equal(await codeOfTemplate({ ...order, buttons, language: 'en' }), 132001)
  assert.equal(await codeOfTemplate({ ...back, name: 'summer_sale' }), 132015)
  assert.equal(await codeOfTemplate({ ...back, body: { '1': 'too much' } }), 132000)
  assert.equal(await codeOfTemplate({ ...back, name: 'invoice_ready', body: { '1': '7' } }), 132012)

  const raw = { name: 'we_are_back', language: { code: 'en' } }
  const lines = [{ type: 'body', parameters: [{ type: 'text', text: 'two\nlines' }] }]
  const { text: _, ...envelope } = text
  assert.equal(await codeOf({ ...envelope, type: 'template', template: { ...raw, components: lines } }), 132000)
  const named = { name: 'appointment_reminder', language: { code: 'de' }, components: [] }
  const parameters = ['first_name', 'day'].map((name) => ({ type: 'text', parameter_name: name, text: 'two\nlines' }))
  assert.equal(
    await codeOf({
      ...envelope,
      type: 'template',
      template: { ...named, components: [{ type: 'body', parameters }] },
    }),
    132018,
  )
})

test('takes a document in a template’s header', async () => {
  const account = accountAt(graph.url)
  const bytes = new Uint8Array(Buffer.from('%PDF'))
  const uploaded = await performAll(whatsapp.upload(pdf, account), bytes)
  assert.ok(uploaded.kind === 'done')
  const attachments = [{ ...pdf, mediaId: uploaded.value, url: null }]
  const template = { name: 'invoice_ready', language: 'en', header: {}, body: { '1': '7' }, buttons: [] }
  assert.equal(await codeOfTemplate(template, { attachments }), null)
})

test('finds out only when it delivers that bytes are not what they claim', async () => {
  const account = accountAt(graph.url)
  const file = { ...pdf, name: 'front.png', type: 'image/png', size: jpeg.length }
  const uploaded = await performAll(whatsapp.upload(file, account), jpeg)
  assert.ok(uploaded.kind === 'done')
  const message = textTo(mara, '', { attachments: [{ ...file, mediaId: uploaded.value, url: null }] })
  assert.equal(whatsapp.outcome(await perform(whatsapp.render(message, account))).kind, 'sent')
  await graph.settled()
  assert.equal(graph.chat(mara).messages.at(-1)?.error, 131053)
})

test('refuses uploads without a product, a type or a file', async () => {
  const url = `${graph.url}/v25.0/100000000000001/media`
  const headers = { authorization: `Bearer ${secrets.accessToken}` }
  const upload = async (fields: Record<string, string | File>): Promise<unknown> => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.set(name, value)
    const response = await fetch(url, { method: 'POST', headers, body })
    return JSON.parse(await response.text()).error?.code ?? null
  }
  const file = new File([jpeg], 'front.jpg', { type: 'image/jpeg' })
  const right = { messaging_product: 'whatsapp', type: 'image/jpeg', file }

  assert.equal(await upload(right), null)
  assert.equal(await upload({ type: 'image/jpeg', file }), 131008)
  assert.equal(await upload({ messaging_product: 'whatsapp', file }), 131008)
  assert.equal(await upload({ ...right, type: 'image/png' }), 131009)
  assert.equal(await upload({ ...right, file: 'front.jpg' }), 131008)
  assert.equal(await upload({ ...right, file: new File([], 'empty.jpg', { type: 'image/jpeg' }) }), 131009)
})

async function codeOf(
  body: object,
  url = `${graph.url}/v25.0/100000000000001/messages`,
  token: string = secrets.accessToken,
): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return JSON.parse(await response.text()).error?.code ?? null
}

async function codeOfTemplate(
  template: NonNullable<OutboundMessage['template']>,
  more: Partial<OutboundMessage> = {},
): Promise<unknown> {
  const answer = await perform(whatsapp.render(textTo(mara, '', { template, ...more }), accountAt(graph.url)))
  return answer.kind === 'answer' ? (JSON.parse(answer.body).error?.code ?? null) : answer.detail
}
