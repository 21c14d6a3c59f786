import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { reportPromises, type WaitPromise } from '@fairlead/sdk'
import { lastDecision, queueUp } from '../assignment/testing.ts'
import { closeConversation } from '../conversations/close.ts'
import { reply } from '../conversations/reply.ts'
import { readLog } from '../setup/testing.ts'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { choose, type Scene, setScene } from '../testing/scene.ts'
import { estimateFor } from './eta.ts'
import { presentPromise } from './promises.ts'
import { messages, seedReleases, seedReplies, settle, textsIn } from './testing.ts'

let app: TestApp
before(async () => {
  app = await openApp()
})
after(() => app[Symbol.asyncDispose]())

const minuteMs = 60_000
const wait = 'Expected wait: {{ eta }}'
const soon = '{{ agent_name }} replies {{ expected_reply }}'
const twenty = Array.from({ length: 20 }, (_, index) => (index < 16 ? 12 : 300))

/** Ana can have one conversation at a time, and took ten minutes for each of those before. */
async function busyScene(given: Parameters<typeof messages>[0] = { overCapacity: wait }): Promise<Scene> {
  const policy = { messages: messages(given) }
  const scene = await setScene(app.database, { agents: ['Ana Agent'], agentLimit: 1, policy })
  await seedReleases(scene, 25, 10)
  return scene
}

describe('a wait', () => {
  test('is promised in round figures, logged, and shown with the decision', async () => {
    const scene = await busyScene()
    const [, waiting] = await queueUp(scene, 2)
    await settle(app)
    await settle(app)

    assert.deepEqual(await textsIn(scene), ['Expected wait: 20 minutes'])
    const [promise, ...others] = await promisesOf(scene)
    assert.equal(others.length, 0)
    const { kind, told, position, outcome, conversationId, madeAt, latestAt } = promise!
    assert.deepEqual(
      { kind, told, position, outcome, conversationId },
      { kind: 'wait', told: '20 minutes', position: 1, outcome: null, conversationId: waiting },
    )
    assert.equal(Date.parse(latestAt!) - Date.parse(madeAt), 20 * minuteMs)
    assert.equal((await lastDecision(scene, waiting!)).promise, '20 minutes')
  })

  test('is kept when an agent has it in time, and the team promises a little less', async () => {
    const scene = await busyScene()
    const [held] = await queueUp(scene, 2)
    await settle(app)
    await close(scene, held!)
    await settle(app)

    const [promise] = await promisesOf(scene)
    assert.equal(promise?.outcome, 'kept')
    assert.equal(await quantileOf(scene), 0.798)
    await settle(app)
    assert.equal(await quantileOf(scene), 0.798)
  })

  test('is broken once its time is over, and the team promises more', async () => {
    const scene = await busyScene()
    await queueUp(scene, 2)
    await settle(app)
    await app.expectations.sweep(Date.now() + 19 * minuteMs)
    assert.equal((await promisesOf(scene))[0]?.outcome, null)
    await app.expectations.sweep(Date.now() + 21 * minuteMs)

    const [promise] = await promisesOf(scene)
    assert.equal(promise?.outcome, 'broken')
    assert.equal(promise?.settledAt, promise?.latestAt)
    assert.equal(await quantileOf(scene), 0.808)
  })

  test('is void when the customer leaves, however late that is seen', async () => {
    const scene = await busyScene()
    const [, waiting] = await queueUp(scene, 2)
    await settle(app)
    await close(scene, waiting!)
    await app.expectations.sweep(Date.now() + 60 * minuteMs)

    assert.equal((await promisesOf(scene))[0]?.outcome, 'void')
    assert.equal(await quantileOf(scene), 0.8)
  })

  test('is only a place when nobody is there, or too little is known', async () => {
    const away = await busyScene({ overCapacity: `${wait} {{ position }}` })
    await choose(away, away.agents[0]!, 'busy')
    const young = await setScene(app.database, {
      agents: ['Ana Agent'],
      agentLimit: 0,
      policy: { messages: messages({ overCapacity: `${wait} {{ position }}` }) },
    })
    await seedReleases(young, 19, 10)
    for (const scene of [away, young]) {
      const [id] = await queueUp(scene, 1)
      await settle(app)

      assert.deepEqual(await textsIn(scene), ['Expected wait:  1'])
      const [promise] = await promisesOf(scene)
      assert.deepEqual([promise?.kind, promise?.told, promise?.latestAt], ['position', '1', null])
      assert.deepEqual(await estimateFor(app.database.db, { workspaceId: scene.workspaceId, id: id! }), {
        position: 1,
        announcement: null,
      })
    }
  })

  test('is none where the text does not say it', async () => {
    const scene = await busyScene({
      overCapacity: 'Please wait, 1 of us will come in 20 minutes.{% if eta %}{% endif %}',
    })
    await queueUp(scene, 2)
    await settle(app)

    assert.deepEqual(await textsIn(scene), ['Please wait, 1 of us will come in 20 minutes.'])
    assert.deepEqual(await promisesOf(scene), [])
  })

  test('is never longer while the place is the same', async () => {
    const scene = await busyScene()
    const [, waiting] = await queueUp(scene, 2)
    await settle(app)
    await seedReleases(scene, 400, 240)
    const estimate = await estimateFor(app.database.db, { workspaceId: scene.workspaceId, id: waiting! })

    assert.equal(estimate?.announcement?.latestAt, Date.parse((await promisesOf(scene))[0]!.latestAt!))
  })
})

describe('an expected reply', () => {
  test('is what four of five of the agent’s assignments got, and kept by an answer', async () => {
    const scene = await setScene(app.database, {
      agents: ['Ana Agent', 'Ben Agent'],
      policy: { messages: messages({ assigned: soon }, 'soon') },
    })
    await seedReplies(scene, scene.agents[0]!, twenty)
    await choose(scene, scene.agents[1]!, 'offline')
    const [id] = await queueUp(scene, 1)
    await settle(app)

    assert.deepEqual(await textsIn(scene), ['Ana Agent replies within 15 minutes'])
    const [promise] = await promisesOf(scene)
    assert.deepEqual([promise?.kind, promise?.told, promise?.outcome], ['reply', 'within 15 minutes', null])

    const { workspaceId, agents } = scene
    await app.database.transact((tx) =>
      reply(tx, { workspaceId, id: id!, author: agents[0]!, text: 'Hello', attachmentIds: [] }),
    )
    await settle(app)
    assert.equal((await promisesOf(scene))[0]?.outcome, 'kept')
    assert.equal(await quantileOf(scene), 0.8)
  })

  test('is the team’s where the agent has too few, and broken without an answer', async () => {
    const scene = await setScene(app.database, { policy: { messages: messages({ assigned: soon }, 'soon') } })
    await seedReplies(scene, scene.agents[0]!, twenty)
    await choose(scene, scene.agents[0]!, 'offline')
    await queueUp(scene, 1)
    await settle(app)
    await app.expectations.sweep(Date.now() + 16 * minuteMs)

    assert.deepEqual(await textsIn(scene), ['Ben Agent replies within 15 minutes'])
    assert.equal((await promisesOf(scene))[0]?.outcome, 'broken')
    assert.equal(await quantileOf(scene), 0.8)
  })

  test('is the manager’s words until there is enough to measure, and then no promise', async () => {
    const scene = await setScene(app.database, {
      agents: ['Ana Agent'],
      policy: { messages: messages({ assigned: soon }, 'within an hour') },
    })
    await seedReplies(scene, scene.agents[0]!, twenty.slice(1))
    await queueUp(scene, 1)
    await settle(app)

    assert.deepEqual(await textsIn(scene), ['Ana Agent replies within an hour'])
    assert.deepEqual(await promisesOf(scene), [])
  })
})

test('the report equals the one recomputed from the log', async () => {
  const scene = await busyScene({ overCapacity: `${wait}, {{ position }}`, assigned: soon })
  await seedReplies(scene, scene.agents[0]!, twenty)
  const ids = await queueUp(scene, 5)
  await settle(app)
  await close(scene, ids[0]!)
  await settle(app)
  await close(scene, ids[3]!)
  await app.expectations.sweep(Date.now() + 1440 * minuteMs)

  const client = await clientOf(app, scene.owner)
  const query = { from: new Date(0).toISOString(), to: new Date(Date.now() + minuteMs).toISOString() }
  const { data } = await client.call(reportPromises, { query })

  assert.deepEqual(data, await recount(scene))
  assert.ok(data.some(({ kind, kept, broken, open }) => kind === 'wait' && kept > 0 && broken > 0 && open === 0))
  const none = await client.call(reportPromises, { query: { ...query, teamId: crypto.randomUUID() } })
  assert.deepEqual(none.data, [])
  await assert.rejects((await clientOf(app, scene.agents[0]!)).call(reportPromises, { query }))
})

async function recount(scene: Scene) {
  const latest = new Map<string, WaitPromise>()
  for (const event of await readLog(app.database, scene.workspaceId)) {
    if (event.type === 'promise.made' || event.type === 'promise.settled') {
      latest.set(event.data.promise.id, event.data.promise)
    }
  }
  const groups = Map.groupBy(latest.values(), ({ kind }) => kind)
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, promises]) => {
      const count = (outcome: WaitPromise['outcome']) => promises.filter((each) => each.outcome === outcome).length
      const [kept, broken] = [count('kept'), count('broken')]
      return {
        teamId: scene.team.id,
        kind,
        made: promises.length,
        kept,
        broken,
        void: count('void'),
        open: count(null),
        keptShare: kind === 'position' || kept + broken === 0 ? null : kept / (kept + broken),
      }
    })
}

async function promisesOf({ workspaceId }: Scene): Promise<WaitPromise[]> {
  const rows = await app.database.db
    .selectFrom('promise')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .execute()
  return rows.map(presentPromise)
}

async function quantileOf({ team }: Scene): Promise<number> {
  const row = await app.database.db
    .selectFrom('team')
    .select('promise_quantile')
    .where('id', '=', team.id)
    .executeTakeFirstOrThrow()
  return Math.round(row.promise_quantile * 1e6) / 1e6
}

async function close({ workspaceId, owner, database }: Scene, id: string): Promise<void> {
  const actor = { type: 'member', id: owner.memberId } as const
  await database.transact((tx) => closeConversation(tx, { workspaceId, id, actor }))
}
