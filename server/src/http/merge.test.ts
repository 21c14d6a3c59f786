import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ApiError, listContacts, mergeContact, postMessage } from '@fairlead/sdk'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { allConversations, setScene } from '../testing/scene.ts'
import { visitsTo } from '../testing/visit.ts'

let app: TestApp
let doors: ReturnType<typeof visitsTo>

before(async () => {
  app = await openApp({ trustedProxies: 1 })
  doors = visitsTo(app)
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('an agent merges two visitors, and each goes on in their own window with what is theirs', async () => {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.agents[0]!)
  const [one, two] = [await doors.visit(scene), await doors.visit(scene)]
  await one.say({ text: 'mine' })
  await two.say({ text: 'theirs' })
  const following = two.follow()
  const [first, second] = (await allConversations(scene)).map(({ contact }) => contact.id)

  const merged = await client.call(mergeContact, { params: { id: first! }, body: { contactId: second! } })

  assert.equal(merged.identities.length, 2)
  assert.deepEqual(
    (await client.call(listContacts, { query: {} })).data.map(({ id }) => id),
    [first],
  )
  for (const [index, { id }] of (await allConversations(scene)).entries()) {
    await client.call(postMessage, { params: { id }, body: { text: `answer ${index + 1}` } })
  }
  await two.say({ text: 'thanks' })
  await following.until((event) => event.type === 'message' && event.message.text === 'thanks')
  assert.deepEqual(
    following.state().messages.map(({ text }) => text),
    ['theirs', 'answer 2', 'thanks'],
  )
  const { session } = await doors.visit(scene, { visitorToken: one.session.visitorToken })
  assert.deepEqual(
    session.messages.map(({ text }) => text),
    ['mine', 'answer 1'],
  )
})

test('what cannot be merged is said', async () => {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.agents[0]!)
  const visitor = await doors.visit(scene)
  await visitor.say({ text: 'Hello' })
  const { id } = (await allConversations(scene))[0]!.contact
  const refused = async (params: { id: string }, contactId: string) => {
    const error = await client.call(mergeContact, { params, body: { contactId } }).catch((thrown: unknown) => thrown)
    assert.ok(error instanceof ApiError)
    return [error.problem.status, error.code]
  }

  assert.deepEqual(await refused({ id }, id), [400, 'invalid_request'])
  assert.deepEqual(await refused({ id }, crypto.randomUUID()), [422, 'unknown_reference'])
  assert.deepEqual(await refused({ id: crypto.randomUUID() }, id), [404, 'not_found'])
  assert.deepEqual(await refused({ id }, 'nonsense'), [400, 'invalid_request'])
})
