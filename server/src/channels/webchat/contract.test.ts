import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { postAttachment, postMessage, readConversation, type VisitorMessage } from '@fairlead/sdk'
import { clientOf, openApp, type TestApp } from '../../testing/app.ts'
import { allMessages, onlyConversation, setScene } from '../../testing/scene.ts'
import { visitsTo } from '../../testing/visit.ts'
import { webchat } from './index.ts'

/** There is no provider whose payloads could be captured: the widget's own door shows what is declared. */
const files = [
  ['image', 'shelf.gif', 'image/gif', 'GIF89a'],
  ['audio', 'song.wav', 'audio/wav', 'RIFF\u0004\u0000\u0000\u0000WAVEfmt '],
  ['video', 'film.mp4', 'video/mp4', '\u0000\u0000\u0000\u0018ftypmp42'],
  ['document', 'invoice.pdf', 'application/pdf', '%PDF-1.7'],
] as const

let app: TestApp

before(async () => {
  app = await openApp({ trustedProxies: 1 })
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('receives everything it declares, and nothing else', async () => {
  const scene = await setScene(app.database)
  const visitor = await visitsTo(app).visit(scene)
  const features = new Set<string>()
  const first = await visitor.say({ text: 'Hello' })
  features.add(first.kind)
  for (const [, name, type, bytes] of files) {
    const { id } = await visitor.upload(name, type, bytes)
    features.add((await visitor.say({ attachmentIds: [id] })).kind)
  }
  const reply = await visitor.say({ text: 'Still there?', replyToId: first.id })
  if (reply.replyTo !== null) features.add('reply')

  const client = await clientOf(app, scene.agents[0]!)
  const { id } = await onlyConversation(scene)
  await client.call(postMessage, { params: { id }, body: { text: 'Yes', clientId: crypto.randomUUID() } })
  await visitor.ask('PUT', 'read')
  features.add((await allMessages(scene)).at(-1)?.state ?? '')

  assert.deepEqual([...features].sort(), [...webchat.receives].sort())
})

test('sends everything it declares, and nothing else', async () => {
  const scene = await setScene(app.database)
  const doors = visitsTo(app)
  const visitor = await doors.visit(scene)
  const question = await visitor.say({ text: 'Hello' })
  const client = await clientOf(app, scene.agents[0]!)
  const { id } = await onlyConversation(scene)
  const params = { id }

  await client.call(readConversation, { params })
  const body = { text: 'Yes', clientId: crypto.randomUUID(), replyToId: question.id }
  await client.call(postMessage, { params, body })
  for (const [, name, type, bytes] of files) {
    const form = new FormData()
    form.append('file', new File([bytes], name, { type }))
    const attachment = await client.call(postAttachment, { body: form })
    const posted = { text: '', clientId: crypto.randomUUID(), attachmentIds: [attachment.id] }
    await client.call(postMessage, { params, body: posted })
  }

  const { session } = await doors.visit(scene, { visitorToken: visitor.session.visitorToken })
  const features = new Set(session.messages.flatMap(shown))
  assert.deepEqual([...features].sort(), [...webchat.sends].sort())
})

function shown(message: VisitorMessage): readonly string[] {
  if (message.author.type === 'contact') return message.isRead ? ['mark_read'] : []
  return message.replyTo === null ? [message.kind] : [message.kind, 'reply']
}
