import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ApiError, type Client, listChannels, patchChannel, postChannel } from '@fairlead/sdk'
import { Secrets } from '../auth/secrets.ts'
import { openSecrets } from '../channels/account.ts'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { type Scene, secret, setScene } from '../testing/scene.ts'

let app: TestApp
let scene: Scene
let client: Client

before(async () => {
  app = await openApp()
  scene = await setScene(app.database)
  client = await clientOf(app, scene.owner)
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('a channel weighs one, limits nobody, and reopens as the workspace says, until that is changed', async () => {
  const { data } = await client.call(listChannels, {})
  assert.deepEqual(
    data.map(({ weight, agentLimit, reopenHours }) => ({ weight, agentLimit, reopenHours })),
    data.map(() => ({ weight: 1, agentLimit: null, reopenHours: null })),
  )

  const given = { weight: 0.25, agentLimit: 3, reopenHours: 0 }
  const { identitySecret: _, ...changed } = webchat(await patch(given))
  assert.deepEqual({ ...changed, ...given }, changed)

  const freed = await patch({ agentLimit: null, reopenHours: null, name: 'Site' })
  assert.deepEqual([freed.weight, freed.agentLimit, freed.reopenHours, freed.name], [0.25, null, null, 'Site'])
})

test('a secret that is not given stays, and one that the type does not have is refused', async () => {
  const { id } = await client.call(postChannel, {
    body: {
      type: 'tiktok',
      name: 'TikTok',
      settings: { businessId: 'a-business' },
      secrets: { appId: 'an-app', appSecret: 'one', accessToken: 'two', refreshToken: 'three' },
    },
  })
  await client.call(patchChannel, { params: { id }, body: { secrets: { accessToken: 'four' } } })

  const row = await app.database.db
    .selectFrom('channel')
    .select('secrets')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const { appId, appSecret, accessToken, refreshToken } = openSecrets(new Secrets(secret), id, row.secrets)
  assert.deepEqual([appId, appSecret, accessToken, refreshToken], ['an-app', 'one', 'four', 'three'])
  await assert.rejects(
    client.call(patchChannel, { params: { id }, body: { secrets: { password: 'x' } } }),
    (error) => error instanceof ApiError && error.code === 'invalid_request',
  )
})

test('refuses shares that cannot be, and says where', async () => {
  for (const [given, path] of [
    [{ weight: -1 }, 'weight'],
    [{ weight: 0.1 }, 'weight'],
    [{ weight: 1e9 }, 'weight'],
    [{ agentLimit: -1 }, 'agentLimit'],
    [{ agentLimit: 0.5 }, 'agentLimit'],
    [{ agentLimit: 1e9 }, 'agentLimit'],
    [{ reopenHours: 9000 }, 'reopenHours'],
  ] as const) {
    await assert.rejects(patch(given), (error) => {
      assert.ok(error instanceof ApiError)
      assert.equal(error.code, 'invalid_request')
      assert.equal(error.problem.errors?.[0]?.path, path)
      return true
    })
  }
})

function patch(body: object) {
  return client.call(patchChannel, { params: { id: scene.webchat.channelId }, body })
}

function webchat(channel: Awaited<ReturnType<typeof patch>>) {
  assert.ok(channel.type === 'webchat')
  return channel
}
