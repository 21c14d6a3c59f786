import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { loadContact } from '../../contacts/present.ts'
import { loadConversation } from '../../conversations/present.ts'
import { newId } from '../../db/id.ts'
import { found } from '../../errors.ts'
import { mostTries } from '../../jobs/list.ts'
import { readLog } from '../../setup/testing.ts'
import { advanceRun } from './advance.ts'
import { cancelRun, retryRun } from './cancel.ts'
import { beginPlay, english, openStage, type Play, type StepInput } from './testing.ts'

const stage = await openStage()
const { database } = stage
after(() => stage[Symbol.asyncDispose]())

const typesOf = async ({ workspaceId }: Play) => (await readLog(database, workspaceId)).map(({ type }) => type)
const conversationOf = async ({ workspaceId, conversationId }: Play) =>
  found(await loadConversation(database.db, workspaceId, conversationId))
const contactOf = async ({ workspaceId, contactId }: Play) =>
  found(await loadContact(database.db, workspaceId, contactId))

/** One step of the kind, and what is so afterwards. */
const cases: Readonly<Record<string, (play: Play) => Promise<{ step: StepInput; check: () => Promise<void> }>>> = {
  async 'a message'(play) {
    const before = await conversationOf(play)
    return {
      step: { id: 'a', type: 'send_message', text: english('Hello {{ contact.name }}') },
      async check() {
        const said = await play.said()
        assert.deepEqual(
          said.map(({ text, state, author }) => [text, state, author.name]),
          [['Hello Mara Muster', 'pending', 'Greeting']],
        )
        const { waitingSince, unreadCount, lastMessage } = await conversationOf(play)
        assert.deepEqual([waitingSince, unreadCount, lastMessage], [before.waitingSince, 1, before.lastMessage])
      },
    }
  },
  async 'tags, fields and stage of the contact'(play) {
    await sql`UPDATE workspace SET stages = '{lead,won}' WHERE id = ${play.workspaceId}`.execute(database.db)
    await sql`UPDATE contact SET tags = '{old,kept}' WHERE id = ${play.contactId}`.execute(database.db)
    return {
      step: {
        ...{ id: 'a', type: 'edit_contact', addTags: ['vip'], removeTags: ['old'], stage: 'won' },
        fields: { city: 'Wien' },
      },
      async check() {
        const { tags, stage, fields } = await contactOf(play)
        assert.deepEqual([tags, stage, fields], [['kept', 'vip'], 'won', { city: 'Wien' }])
      },
    }
  },
  async 'tags and priority of the conversation'(play) {
    return {
      step: { id: 'a', type: 'edit_conversation', addTags: ['urgent'], priority: 'high' },
      async check() {
        const { tags, priority } = await conversationOf(play)
        assert.deepEqual([tags, priority], [['urgent'], 'high'])
      },
    }
  },
  async 'a snooze'(play) {
    return {
      step: { id: 'a', type: 'snooze', minutes: 10 },
      async check() {
        assert.equal((await conversationOf(play)).status, 'snoozed')
      },
    }
  },
  async 'a closing'(play) {
    await sql`UPDATE workspace SET closing = '{"isCategoryRequired": true, "isSummaryRequired": true}'
      WHERE id = ${play.workspaceId}`.execute(database.db)
    return {
      step: { id: 'a', type: 'close', summary: 'Nobody answered' },
      async check() {
        const { status, closing } = await conversationOf(play)
        assert.deepEqual([status, closing?.summary], ['closed', 'Nobody answered'])
        const closed = (await readLog(database, play.workspaceId)).find(({ type }) => type === 'conversation.closed')
        assert.deepEqual(
          [closed?.actor.type, closed?.type === 'conversation.closed' && closed.data.by],
          ['workflow', 'workflow'],
        )
      },
    }
  },
  async 'a reopening'(play) {
    await sql`UPDATE conversation SET status = 'closed', closed_at = now() WHERE id = ${play.conversationId}`.execute(
      database.db,
    )
    return {
      step: { id: 'a', type: 'open' },
      async check() {
        assert.equal((await conversationOf(play)).status, 'open')
      },
    }
  },
  async 'a note that names somebody'(play) {
    const [ana] = play.scene.agents
    return {
      step: { id: 'a', type: 'note', text: 'Look at this', mentionIds: [ana!.memberId, newId()] },
      async check() {
        const [note, ...others] = await play.said()
        assert.deepEqual([note?.text, note?.isNote, others.length], ['Look at this', true, 0])
        const mentions = (await readLog(database, play.workspaceId)).filter(({ type }) => type === 'mention.created')
        assert.equal(mentions.length, 1)
      },
    }
  },
  async 'members who are told'(play) {
    return {
      step: { id: 'a', type: 'notify', managers: true, text: 'Somebody waits' },
      async check() {
        const rows = await database.db
          .selectFrom('mention')
          .select('member_id')
          .where('workspace_id', '=', play.workspaceId)
          .execute()
        assert.deepEqual(rows, [{ member_id: play.scene.owner.memberId }])
      },
    }
  },
  async 'an assignment to a member'(play) {
    const [ana] = play.scene.agents
    return {
      step: { id: 'a', type: 'assign', to: { kind: 'member', memberId: ana!.memberId } },
      async check() {
        const { assigneeId, assignedBy } = await conversationOf(play)
        assert.deepEqual([assigneeId, assignedBy], [ana!.memberId, 'workflow'])
      },
    }
  },
  async 'another workflow'(play) {
    const workflowId = await play.publish([{ id: 'b', type: 'stop' }], { name: 'Other' })
    return {
      step: { id: 'a', type: 'run_workflow', workflowId },
      async check() {
        const rows = await database.db
          .selectFrom('workflow_run')
          .select(['workflow_id', 'depth'])
          .where('workspace_id', '=', play.workspaceId)
          .where('workflow_id', '=', workflowId)
          .execute()
        assert.deepEqual(rows, [{ workflow_id: workflowId, depth: 1 }])
      },
    }
  },
  async 'a webhook'(play) {
    return {
      step: { id: 'a', type: 'webhook', url: 'http://127.0.0.1:9/hook' },
      async check() {
        const { rows } = await sql`SELECT FROM graphile_worker.jobs WHERE task_identifier = 'workflow.request'
          AND key LIKE 'request:%'`.execute(database.db)
        assert.ok(rows.length >= 1)
        assert.ok(mostTries['workflow.request'] > 1)
        assert.equal((await play.said()).length, 0)
      },
    }
  },
}

for (const [name, prepare] of Object.entries(cases)) {
  test(`a run does ${name}, once`, async () => {
    const play = await beginPlay(stage)
    const { step, check } = await prepare(play)
    const id = await play.start(await play.publish([step]))

    await play.advance(id)
    const types = await typesOf(play)
    await Promise.all([play.advance(id), play.advance(id)])

    const run = await play.run(id)
    assert.deepEqual([run.status, run.end, run.error], ['done', null, null])
    assert.deepEqual(
      run.steps.map(({ place, stepId, exit, error }) => [place, stepId, exit, error]),
      [[1, 'a', 'next', null]],
    )
    await check()
    assert.deepEqual(await typesOf(play), types)
    assert.equal(types.filter((type) => type === 'workflow_run.started').length, 1)
    assert.equal(types.at(-1), 'workflow_run.ended')
  })
}

test('many steps in a row are taken in their order, however many transactions it takes', async () => {
  const play = await beginPlay(stage)
  const steps: StepInput[] = Array.from({ length: 120 }, (_, index) => ({
    ...{ id: `s${index}`, exits: { next: `s${index + 1}` } },
    ...(index % 10 === 9
      ? { type: 'note', text: `note ${index}` }
      : { type: 'set_variable', variable: 'count', value: index }),
  }))
  const id = await play.start(await play.publish(steps))

  await play.advance(id)

  const run = await play.run(id)
  // The last exit leads to a step that is not there.
  assert.deepEqual([run.status, run.end, run.steps.length], ['failed', 'step_gone', 121])
  assert.deepEqual(
    run.steps.slice(0, 120).map(({ stepId }) => stepId),
    steps.map(({ id }) => id),
  )
  assert.equal((await play.said()).length, 12)
})

test('what is refused leaves nothing behind, and goes by the exit for it', async () => {
  const play = await beginPlay(stage)
  await sql`UPDATE conversation SET last_contact_message_at = now() - interval '2 days'
    WHERE id = ${play.conversationId}`.execute(database.db)
  const id = await play.start(
    await play.publish([
      { id: 'a', type: 'send_message', text: english('Hello'), exits: { failed: 'b' } },
      { id: 'b', type: 'note', text: 'Could not be told' },
    ]),
  )

  await play.advance(id)

  assert.deepEqual(
    (await play.said()).map(({ text }) => text),
    ['Could not be told'],
  )
  const { steps, status } = await play.run(id)
  assert.deepEqual(
    steps.map(({ stepId, exit, output }) => [stepId, exit, output.code]),
    [
      ['a', 'failed', 'window_closed'],
      ['b', 'next', undefined],
    ],
  )
  assert.equal(status, 'done')
})

test('a step that failed is taken once more by whoever says so', async () => {
  const play = await beginPlay(stage)
  const { workspaceId } = play
  const teamId = newId()
  const id = await play.start(await play.publish([{ id: 'a', type: 'assign', to: { kind: 'team', teamId } }]))
  await play.advance(id)
  const failed = await play.run(id)
  assert.deepEqual([failed.status, failed.end, failed.stepId], ['failed', 'step_failed', 'a'])
  assert.ok(failed.error)

  await sql`INSERT INTO team (workspace_id, id, name, policy_version)
    SELECT workspace_id, ${teamId}, 'Night', policy_version FROM team WHERE id = ${play.scene.team.id}`.execute(
    database.db,
  )
  await sql`INSERT INTO policy (workspace_id, team_id, version, settings)
    SELECT workspace_id, ${teamId}, version, settings FROM policy WHERE team_id = ${play.scene.team.id}`.execute(
    database.db,
  )
  await database.transact((tx) => retryRun(tx, { workspaceId, id }))
  await play.advance(id)

  const after = await play.run(id)
  assert.deepEqual([after.status, after.end, after.error], ['done', null, null])
  assert.equal((await conversationOf(play)).teamId, teamId)
})

test('a run that is cancelled says by what, and does nothing more', async () => {
  const play = await beginPlay(stage)
  const { workspaceId } = play
  const steps: StepInput[] = [
    { id: 'a', type: 'wait', until: { kind: 'minutes', minutes: 5 }, exits: { next: 'b' } },
    { id: 'b', type: 'note', text: 'Too late' },
  ]
  const workflowId = await play.publish(steps)
  const [one, other] = [await play.start(workflowId), await play.start(workflowId)]
  await play.advance(one)
  await play.advance(other)
  assert.equal((await play.run(one)).status, 'waiting')

  await database.transact((tx) => cancelRun(tx, { workspaceId, id: one }, 'cancelled_by_member'))
  await play.tell(other, { type: 'cancel', end: 'switched_off' })
  await play.skipTime()
  await play.advance(one)
  await play.advance(other)

  const ends = await Promise.all([one, other].map(async (id) => (await play.run(id)).end))
  assert.deepEqual(ends, ['cancelled_by_member', 'switched_off'])
  assert.deepEqual(await play.said(), [])
})

test('a run of which the conversation or the contact is gone ends, and says so', async () => {
  for (const gone of ['contact', 'conversation'] as const) {
    const play = await beginPlay(stage)
    const id = await play.start(await play.publish([{ id: 'a', type: 'note', text: 'Hello' }]))
    await database.db.deleteFrom('identity').where('workspace_id', '=', play.workspaceId).execute()
    if (gone === 'conversation')
      await sql`DELETE FROM message WHERE workspace_id = ${play.workspaceId}`.execute(database.db)
    await database.db.deleteFrom(gone).where('workspace_id', '=', play.workspaceId).execute()

    await play.advance(id)
    const { status, end, contact } = await play.run(id)
    assert.deepEqual([status, end, contact.id], ['cancelled', `${gone}_gone`, play.contactId])
  }
})

test('what goes wrong on our side fails the run at the last try, and no sooner', async () => {
  const play = await beginPlay(stage)
  const id = await play.start(await play.publish([{ id: 'a', type: 'note', text: 'Hello' }]))
  await sql`UPDATE workflow_version SET definition = '{"steps": 1}' WHERE workspace_id = ${play.workspaceId}`.execute(
    database.db,
  )

  await assert.rejects(play.advance(id))
  assert.equal((await play.run(id)).status, 'running')
  await advanceRun(database, stage.providers, { workspaceId: play.workspaceId, id }, { isLastTry: true })
  const { status, end, stepId } = await play.run(id)
  assert.deepEqual([status, end, stepId], ['failed', 'step_failed', 'a'])
})
