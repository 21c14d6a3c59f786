/** What a step names may be gone by the time a run comes to it. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '../../db/id.ts'
import { retryRun } from './cancel.ts'
import { beginPlay, english, openStage, type Play, type StepInput } from './testing.ts'

const stage = await openStage()
const { database } = stage
after(() => stage[Symbol.asyncDispose]())

type Row = Readonly<{ code: string | null; step: (play: Play) => StepInput | Promise<StepInput> }>
const team = (more: object) => (play: Play) =>
  ({ id: 'a', type: 'assign', to: { kind: 'team', teamId: play.scene.team.id }, ...more }) as StepInput

/** `code`: null where nobody misses it. */
const rows: Readonly<Record<string, Row>> = {
  'a team': { code: 'unknown_reference', step: team({ to: { kind: 'team', teamId: newId() } }) },
  'the team of an owner': { code: 'unknown_reference', step: team({ to: { kind: 'owner', teamId: newId() } }) },
  'a skill': { code: 'unknown_reference', step: team({ skillIds: [newId()] }) },
  'a member who left': {
    code: 'member_deactivated',
    async step({ scene: { agents } }) {
      const { memberId } = agents[0]!
      await sql`UPDATE member SET deactivated_at = now() WHERE id = ${memberId}`.execute(database.db)
      return { id: 'a', type: 'assign', to: { kind: 'member', memberId } }
    },
  },
  'an owner who left': {
    code: 'member_deactivated',
    async step({ scene: { agents } }) {
      const { memberId } = agents[0]!
      await sql`UPDATE member SET deactivated_at = now() WHERE id = ${memberId}`.execute(database.db)
      return { id: 'a', type: 'edit_contact', ownerId: memberId }
    },
  },
  'a channel that was never there': {
    code: 'no_conversation',
    step: () => ({ id: 'a', type: 'send_message', text: english('Hello'), channel: newId() }),
  },
  'the channel of the conversation': {
    code: 'channel_disconnected',
    async step({ workspaceId }) {
      await sql`UPDATE channel SET deleted_at = now() WHERE workspace_id = ${workspaceId}`.execute(database.db)
      return { id: 'a', type: 'send_message', text: english('Hello') }
    },
  },
  'a file': {
    code: 'unknown_reference',
    step: () => ({ id: 'a', type: 'send_message', text: english('Hello'), attachmentIds: [newId()] }),
  },
  'a field of the conversation': {
    code: 'unknown_field',
    step: () => ({ id: 'a', type: 'edit_conversation', fields: { order: 'A-1' } }),
  },
  'a field of the conversation that is taken away': {
    code: null,
    step: () => ({ id: 'a', type: 'edit_conversation', fields: { order: null } }),
  },
  'a field of the contact': { code: null, step: () => ({ id: 'a', type: 'edit_contact', fields: { order: 'A-1' } }) },
  'a tag': { code: null, step: () => ({ id: 'a', type: 'edit_contact', addTags: ['gone'], removeTags: ['never'] }) },
  'a stage': { code: 'unknown_reference', step: () => ({ id: 'a', type: 'edit_contact', stage: 'won' }) },
  'a category': { code: 'unknown_reference', step: () => ({ id: 'a', type: 'close', categoryId: newId() }) },
  'another workflow': {
    code: 'not_published',
    step: () => ({ id: 'a', type: 'run_workflow', workflowId: newId() }),
  },
  'a team whose hours are asked': {
    code: null,
    step: () => ({ id: 'a', type: 'hours', of: { kind: 'team', teamId: newId() } }),
  },
  'a team whose opening is waited for': {
    code: null,
    step: () => ({ id: 'a', type: 'wait', until: { kind: 'opening', teamId: newId() } }),
  },
  'a team whose queue is looked at': {
    code: null,
    step: () => ({
      ...{ id: 'a', type: 'branch' },
      branches: [
        {
          id: 'b',
          condition: {
            combinator: 'and',
            rules: [{ field: 'queueLength', key: newId(), operator: 'more_than', value: 0 }],
          },
        },
      ],
    }),
  },
  'a member who is told': {
    code: null,
    step: () => ({ id: 'a', type: 'notify', memberIds: [newId()], assignee: true, text: 'Look' }),
  },
}

for (const [what, { code, step }] of Object.entries(rows)) {
  test(`${what} is gone: ${code ?? 'the run goes on'}`, async () => {
    const play = await beginPlay(stage)
    const id = await play.start(await play.publish([await step(play)]))

    await play.advance(id)

    const { status, end, error, steps } = await play.run(id)
    if (code === null) {
      assert.deepEqual([status, end, error], ['done', null, null])
    } else {
      assert.deepEqual([status, end, steps[0]?.output.code], ['failed', 'step_failed', code])
      assert.notEqual(error, '')
      // Whoever puts it right has it tried again; until then nothing is done twice.
      const { workspaceId } = play
      await database.transact((tx) => retryRun(tx, { workspaceId, id }))
      await play.advance(id)
      assert.equal((await play.run(id)).status, 'failed')
    }
    assert.ok((await play.said()).every(({ isNote }) => isNote))
  })
}
