import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { previewExpectation, putPolicy } from '@fairlead/sdk'
import { closedNow, messages, settle } from '../expectations/testing.ts'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { bring, onlyConversation, setScene } from '../testing/scene.ts'
import { visitsTo } from '../testing/visit.ts'

let app: TestApp
before(async () => {
  app = await openApp()
})
after(() => app[Symbol.asyncDispose]())

test('previews with the values of a conversation, and with examples marked as such where it has none', async () => {
  const scene = await setScene(app.database, { agents: ['Ana Agent'] })
  await bring(scene, inboundMessage())
  await app.queues.settled()
  const { id: conversationId } = await onlyConversation(scene)
  const client = await clientOf(app, scene.owner)
  const params = { id: scene.team.id }
  const text = '{{ contact_name }}, {{ agent_name }} of {{ team_name }}: {{ eta }}, {{ expected_reply }}'

  const real = await client.call(previewExpectation, { params, body: { kind: 'assigned', text, conversationId } })
  assert.equal(real.text, 'Mara Muster, Ana Agent of Support: 10 minutes, within 15 minutes')
  assert.deepEqual(
    real.variables.filter(({ isExample }) => !isExample).map(({ name }) => name),
    ['contact_name', 'agent_name', 'team_name', 'workspace_name'],
  )

  const example = await client.call(previewExpectation, { params, body: { kind: 'away', text, locale: 'de' } })
  assert.equal(example.text, 'Cora Customer, Ana Agent of Support: 10 Minuten, innerhalb von 15 Minuten')
  assert.ok(example.variables.every(({ value }) => value !== ''))
})

test('previews when the team opens, by its own hours', async () => {
  const scene = await setScene(app.database, { policy: { hours: closedNow(1) } })
  const client = await clientOf(app, scene.owner)
  const body = { kind: 'away', text: '{{ reopens_at }} ({{ hours }})', locale: 'en' } as const
  const { text } = await client.call(previewExpectation, { params: { id: scene.team.id }, body })

  assert.match(text ?? '', /^tomorrow at 09:00 \(\w+ 09:00–17:00\)$/)
})

test('says where a text is wrong, and renders nothing', async () => {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.owner)
  const body = { kind: 'away', text: 'Hello\n {{ agent }}' } as const
  const { text, mistakes } = await client.call(previewExpectation, { params: { id: scene.team.id }, body })

  assert.equal(text, null)
  assert.deepEqual(
    mistakes.map(({ line, column }) => [line, column]),
    [[2, 5]],
  )
})

test('is for managers, and for teams and conversations that exist', async () => {
  const scene = await setScene(app.database)
  const body = { kind: 'away', text: 'Hello' } as const
  const client = await clientOf(app, scene.owner)
  const unknown = crypto.randomUUID()
  const ask = (id: string, conversationId: string | null, asker = client) =>
    asker.call(previewExpectation, { params: { id }, body: { ...body, conversationId } })

  await assert.rejects(ask(unknown, null), { code: 'not_found' })
  await assert.rejects(ask(scene.team.id, unknown), { code: 'not_found' })
  await assert.rejects(ask(scene.team.id, null, await clientOf(app, scene.agents[0]!)), { code: 'forbidden' })
})

test('a policy whose text is wrong is refused, with the place', async () => {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.owner)
  const body = { messages: messages({ away: 'Back {{ tomorrow }}' }) }

  await assert.rejects(client.call(putPolicy, { params: { id: scene.team.id }, body }), (error: Error) => {
    assert.match(error.message, /messages\.away\.texts\.en.*column 9.*tomorrow/)
    return true
  })
})

test('a visitor of the web chat is told live, without anything to be unread', async () => {
  const scene = await setScene(app.database, {
    agents: ['Ana Agent'],
    policy: { messages: messages({ assigned: 'You have {{ agent_name }}.' }) },
  })
  const visitor = await visitsTo(app).visit(scene)
  const stream = visitor.follow()
  await visitor.say({ text: 'Hello' })
  await settle(app)
  await stream.until((event) => event.type === 'message' && event.message.author.type === 'system')

  const { messages: seen, unreadCount } = stream.state()
  assert.deepEqual(
    seen.map(({ text }) => text),
    ['Hello', 'You have Ana Agent.'],
  )
  assert.equal(unreadCount, 0)
})
