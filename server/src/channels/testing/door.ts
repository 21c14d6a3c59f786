import assert from 'node:assert/strict'
import { test } from 'node:test'
import { channelType } from '@fairlead/sdk'
import { receive } from '../../conversations/receive.ts'
import { newId } from '../../db/id.ts'
import { makeWorkspace } from '../../setup/testing.ts'
import { openApp, type TestApp } from '../../testing/app.ts'
import { secrets as sealer } from '../../testing/scene.ts'
import { sealSecrets, webhookUrlOf } from '../account.ts'
import type { Account, WebhookRequest } from '../channel.ts'
import type { InboundEvent } from '../inbound.ts'
import type { Fixture } from './captured.ts'
import { exampleWebhook } from './example.ts'
import { mutations } from './mutate.ts'
import { Chance, seedOfRun } from './random.ts'
import { signedRequest } from './signatures.ts'
import type { ChannelExample } from './suite.ts'

const MUTATIONS = 60
const publicUrl = 'https://desk.example.com'

type Connected<Settings, Secrets> = Readonly<{
  workspaceId: string
  channelId: string
  account: Account<Settings, Secrets>
  /** What must be in its conversations in the end. */
  expected: Set<string>
}>

/**
 * Nothing that is posted breaks the server: through the door itself, into the database. Every mutation of a payload goes
 * to a channel of its own, where its ids are new.
 */
export function describeDoor<Settings extends object, Secrets extends object>(
  example: ChannelExample<Settings, Secrets>,
): void {
  const { channel, fixtures, webhook } = example

  test(`stores or refuses ${MUTATIONS} mutations of every captured payload, and goes on`, async () => {
    await using app = await openApp({ publicUrl })
    const seed = seedOfRun()
    const chance = new Chance(seed)
    const places = await Promise.all(Array.from({ length: MUTATIONS }, () => connect(app)))

    for (const fixture of fixtures) {
      const mutate = mutations(fixture.body, chance)
      const bodies = places.map(mutate)
      await Promise.all(
        places.map((place, index) => bring(app, place, { ...fixture, body: bodies[index]! }, fixture.name, seed)),
      )
    }
    const last = await connect(app)
    for (const fixture of fixtures) await bring(app, last, fixture, fixture.name, seed)

    for (const { channelId, expected } of [...places, last]) {
      const missing = expected.difference(await storedIn(app, channelId))
      assert.deepEqual([...missing], [], `FAIRLEAD_SEED=${seed}: answered as stored`)
    }
    assert.equal((await app.fetch(new Request(`${publicUrl}/healthz`))).status, 200)
  })

  async function bring(
    app: TestApp,
    place: Connected<Settings, Secrets>,
    fixture: Fixture,
    name: string,
    seed: number,
  ): Promise<void> {
    const why = `FAIRLEAD_SEED=${seed}: ${name}: ${new TextDecoder().decode(fixture.body).slice(0, 4_000)}`
    const url = `${place.account.webhookUrl}${fixture.query ?? ''}`
    const request =
      webhook === null
        ? exampleWebhook(fixture.body, {}, url)
        : signedRequest(fixture, place.account, webhook, Date.now())
    const events = await parsed(request, place.account)

    if (webhook !== null) {
      const { status, text } = await post(app, request)
      const taken = channel.acknowledgement?.status ?? 200
      assert.equal(status, events === null ? 400 : taken, `${text} ${why}`)
    } else if (events !== null) {
      const { workspaceId, channelId } = place
      await app.database
        .transact((tx) => receive(tx, [{ workspaceId, channelId, events }]))
        .catch((cause: unknown) => {
          throw new Error(why, { cause })
        })
    }
    const own = channel.accountIdOf(place.account.settings)
    for (const event of events ?? []) {
      const isHere = event.kind === 'message' && (own === null || event.accountId === own)
      if (isHere) place.expected.add(event.providerId)
    }
  }

  async function parsed(
    request: WebhookRequest,
    account: Account<Settings, Secrets>,
  ): Promise<readonly InboundEvent[] | null> {
    try {
      return await channel.parse(request, account)
    } catch (error) {
      if (error instanceof SyntaxError) return null
      throw error
    }
  }

  async function connect(app: TestApp): Promise<Connected<Settings, Secrets>> {
    const { settings, secrets } = example.account
    const { id: workspaceId } = await makeWorkspace(app.database)
    const [channelId, type] = [newId(), channelType.parse(channel.type)]
    await app.database.db
      .insertInto('channel')
      .values({
        workspace_id: workspaceId,
        id: channelId,
        type,
        name: 'Example Shop',
        settings: JSON.stringify(settings),
        account_id: channel.accountIdOf(settings),
        secrets: sealSecrets(sealer, channelId, Object.fromEntries(Object.entries(secrets))),
      })
      .execute()
    const webhookUrl = webhookUrlOf({ id: channelId, type }, publicUrl)
    return { workspaceId, channelId, account: { ...example.account, webhookUrl }, expected: new Set() }
  }
}

async function post(app: TestApp, { url, headers, body }: WebhookRequest): Promise<{ status: number; text: string }> {
  const sized = new Headers(headers)
  // What says no length is taken for as long as it may be, and few of those are let in at a time.
  sized.set('content-length', String(body.length))
  const response = await app.fetch(new Request(url, { method: 'POST', headers: sized, body: new Uint8Array(body) }))
  return { status: response.status, text: await response.text() }
}

async function storedIn({ database }: TestApp, channelId: string): Promise<Set<string>> {
  const rows = await database.db
    .selectFrom('message')
    .select('provider_id')
    .where('channel_id', '=', channelId)
    .where('provider_id', 'is not', null)
    .execute()
  return new Set(rows.flatMap(({ provider_id }) => (provider_id === null ? [] : [provider_id])))
}
