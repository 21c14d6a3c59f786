import assert from 'node:assert/strict'
import { closeConversation, patchContact, patchWorkspace, startWorkflow } from '@fairlead/sdk'
import { sql } from 'kysely'
import { append } from '../../../db/database.ts'
import { newId } from '../../../db/id.ts'
import { passTime } from '../../../testing/time.ts'
import { beginAfterSilence } from '../../triggers/silences.ts'
import type { TemplateKey } from '../texts.ts'
import { closedToday, templatesSent } from './doings.ts'
import type { Play } from './stage.ts'

/** Installs a template, has happen what it is for, and looks what came of it. */
export const rows: Readonly<Record<TemplateKey, (play: Play) => Promise<void>>> = {
  async even_leads(play) {
    await play.install('even_leads', { teamId: play.teams.first })
    await play.writes('What does it cost?')
    const { assigneeId, contact } = await play.conversation()
    assert.ok(assigneeId)
    const { tags, ownerId } = await contactOf(play, contact.id)
    assert.deepEqual([tags, ownerId], [['lead'], assigneeId])
  },
  async quality_support(play) {
    await play.install('quality_support', { teamId: play.teams.second, agentLimit: 3 })
    await play.writes('It broke')
    const { assigneeId, teamId } = await play.conversation()
    assert.deepEqual([play.nameOf(assigneeId), teamId], ['Ben Agent', play.teams.second])
    assert.match((await play.said()).join(), /^Thank you for writing to /)
  },
  async online_only(play) {
    await everybodyLeaves(play)
    await play.install('online_only', { teamId: play.teams.first })
    await play.writes('Hello')
    assert.equal((await play.conversation()).assigneeId, null)
    await play.skipTime()
    assert.match((await play.said()).join(), /^Everybody is busy/)
    assert.equal((await play.conversation()).teamId, play.teams.first)
  },
  async low_cost(play) {
    await play.install('low_cost', { teamId: play.teams.second, helpUrl: 'https://help.example.com' })
    await play.writes('Hello')
    assert.match((await play.said())[0] ?? '', /https:\/\/help\.example\.com/)
    await play.writes('No, I need somebody')
    const { assigneeId } = await play.conversation()
    assert.equal(play.nameOf(assigneeId), 'Ben Agent')
  },
  async new_and_returning(play) {
    await play.install('new_and_returning', { newTeamId: play.teams.second, returningTeamId: play.teams.first })
    await play.writes('Hello')
    assert.match((await play.said()).join(), /^Welcome to /)
    assert.equal((await play.conversation()).teamId, play.teams.second)
  },
  async vip(play) {
    // What is written after closing is a conversation of its own.
    await play.client.call(patchWorkspace, { body: { reopenHours: 0 } })
    await play.install('vip', { vipTag: 'gold', vipTeamId: play.teams.second, otherTeamId: play.teams.first })
    await play.writes('Hello')
    assert.equal((await play.conversation()).teamId, play.teams.first)
    const { contact } = await play.conversation()
    await play.client.call(patchContact, { params: { id: contact.id }, body: { tags: ['gold'] } })
    await closeFirst(play)
    await play.writes('Hello again')
    const { teamId, priority } = await play.conversation()
    assert.deepEqual([teamId, priority], [play.teams.second, 'urgent'])
  },
  async by_language(play) {
    await play.install('by_language', { otherTeamId: play.teams.first, italianTeamId: play.teams.second })
    await play.writes('Buongiorno', { locale: 'it-CH' })
    assert.equal((await play.conversation()).teamId, play.teams.second)
  },
  async by_channel(play) {
    const { first, second } = play.teams
    await play.install('by_channel', { messengerTeamId: second, emailTeamId: first, otherTeamId: first })
    await play.writes('Hello')
    assert.equal((await play.conversation()).teamId, second)
  },
  async shifts(play) {
    const { first, second } = play.teams
    await play.install('shifts', { morningTeamId: first, afternoonTeamId: second, nightTeamId: second })
    await play.writes('Hello')
    const { steps } = await play.run()
    const hour = Temporal.Now.zonedDateTimeISO('UTC').hour
    const shift = hour >= 6 && hour < 14 ? 'branch:morning' : hour >= 14 && hour < 22 ? 'branch:afternoon' : 'else'
    assert.equal(steps[0]?.exit, shift)
    assert.equal((await play.conversation()).teamId, shift === 'branch:morning' ? first : second)
  },
  async out_of_hours(play) {
    await play.client.call(patchWorkspace, { body: { hours: closedToday('UTC') } })
    await play.install('out_of_hours', {})
    await play.writes('Hello')
    assert.match((await play.said()).join(), /closed at the moment and open again .+\. We will answer then\.$/)
  },
  async over_capacity(play) {
    await everybodyLeaves(play)
    await play.install('over_capacity', { teamId: play.teams.first })
    await play.writes('Hello')
    await play.skipTime()
    assert.match((await play.said()).join(), /^Sorry that you have to wait\. You are number 1 in the queue/)
    assert.equal((await play.conversation()).teamId, play.teams.first)
  },
  async escalate(play) {
    await play.install('escalate', { teamId: play.teams.second, minutes: 20 })
    await play.writes('Hello')
    await passTime(play.scene.database, 21)
    await beginAfterSilence(play.scene.database)
    await play.settle()
    const { teamId, priority } = await play.conversation()
    assert.deepEqual([teamId, priority], [play.teams.second, 'urgent'])
    assert.match((await play.noted()).join(), /^Mara Muster is still waiting/)
    assert.match((await play.said()).join(), /^Sorry for the wait/)
  },
  async keyword_menu(play) {
    const { first, second } = play.teams
    await play.install('keyword_menu', { salesTeamId: second, supportTeamId: first, otherTeamId: first })
    await play.writes('Hello')
    await play.writes('no idea')
    await play.writes('I want to buy something')
    assert.equal((await play.conversation()).teamId, second)
    assert.deepEqual((await play.said()).length, 2)
  },
  async collect_details(play) {
    await play.install('collect_details', { teamId: play.teams.second })
    for (const text of ['Hello', 'Mara Musterfrau', 'none', 'mara@example.com', '12', 'AB-12345'])
      await play.writes(text)
    const { contact, teamId } = await play.conversation()
    const { name, email } = await contactOf(play, contact.id)
    assert.deepEqual([name, email, teamId], ['Mara Musterfrau', 'mara@example.com', play.teams.second])
    assert.deepEqual(await play.noted(), ['Order AB-12345, Mara Musterfrau, mara@example.com'])
    assert.equal((await play.said()).length, 6)
  },
  async keyword_answer(play) {
    await play.install('keyword_answer', { keywords: 'opening hours, open', answer: 'From nine to five.' })
    await play.writes('When are you open?')
    assert.deepEqual(await play.said(), ['From nine to five.'])
    assert.deepEqual((await play.conversation()).tags, ['answered-by-itself'])
  },
  async silent_customer(play) {
    await play.install('silent_customer', { minutes: 60 })
    await play.writes('Hello')
    await play.replies('Which size?')
    await passTime(play.scene.database, 61)
    await beginAfterSilence(play.scene.database)
    await play.settle()
    assert.match((await play.said()).join(), /^Are you still there/)
    await play.skipTime()
    const { status, closing } = await play.conversation()
    assert.deepEqual([status, closing?.summary], ['closed', 'The customer did not answer any more.'])
  },
  async rating(play) {
    await play.install('rating', {})
    await play.writes('Hello')
    await closeFirst(play)
    assert.match((await play.said()).join(), /^How was it to talk to us/)
    const before = await play.conversation()
    await play.writes('2')
    assert.match((await play.said()).join(), /sorry that it was not better/)
    const after = await play.conversation()
    assert.deepEqual([after.status, after.closedAt, after.unreadCount], ['closed', before.closedAt, 0])
    assert.equal(after.waitingSince, null)
    assert.deepEqual(await scoresOf(play), [2])
    assert.equal((await play.run()).status, 'done')
    await needsHelp(play)

    await closeFirst(play)
    assert.equal((await play.said()).length, 3)
    await needsHelp(play)
    assert.deepEqual(await scoresOf(play), [2])
  },
  async rating_alert(play) {
    await play.install('rating_alert', { teamId: play.teams.second })
    await play.writes('Hello')
    await closeFirst(play)
    await rate(play, 1)
    const { status, teamId, contact } = await play.conversation()
    assert.deepEqual([status, teamId], ['open', play.teams.second])
    assert.deepEqual((await contactOf(play, contact.id)).tags, ['unhappy'])
    assert.deepEqual(await play.noted(), ['Mara Muster gave a bad rating.'])
  },
  async re_engage(play) {
    const answers = { whatsappTemplate: 'spring_offer en', teamId: play.teams.second, minutes: 2880 }
    await play.install('re_engage', answers)
    await play.writes('Hello')
    await play.replies('Which size?')
    await passTime(play.scene.database, 2881)
    await beginAfterSilence(play.scene.database)
    await play.settle()
    const { steps } = await play.run()
    assert.deepEqual(
      steps.map(({ stepId, exit }) => [stepId, exit]),
      [['send', 'next']],
    )
    assert.deepEqual(await templatesSent(play), ['spring_offer en'])
    const { assigneeId } = await play.conversation()
    await play.writes('Size 42')
    const after = await play.run()
    assert.deepEqual([after.status, after.steps.map(({ exit }) => exit)], ['done', ['next', 'replied', 'next']])
    assert.equal((await play.conversation()).assigneeId, assigneeId)
  },
  async spam(play) {
    const workflowId = await play.install('spam', {})
    await play.writes('You have won')
    const { id } = await play.conversation()
    await play.client.call(startWorkflow, { params: { id, workflowId }, body: { answers: {} } })
    await play.settle()
    const { status, tags } = await play.conversation()
    assert.deepEqual([status, tags], ['closed', ['spam']])
  },
  async hand_over(play) {
    const workflowId = await play.install('hand_over', { teamId: play.teams.second })
    await play.writes('It broke')
    const { id } = await play.conversation()
    const answers = { summary: 'The handle came off.', next: 'Send another one' }
    await play.client.call(startWorkflow, { params: { id, workflowId }, body: { answers } })
    await play.settle()
    const { teamId, priority } = await play.conversation()
    assert.deepEqual([teamId, priority], [play.teams.second, 'high'])
    assert.deepEqual(await play.noted(), ['The handle came off.\n→ Send another one'])
    assert.match((await play.said()).join(), /^A colleague from another team/)
  },
}

/** What is no rating is for people. */
async function needsHelp(play: Play): Promise<void> {
  await play.writes('I still have a problem')
  const { status, assigneeId, unreadCount } = await play.conversation()
  assert.deepEqual([status, unreadCount], ['open', 1])
  assert.ok(assigneeId)
}

async function scoresOf({ scene: { database, workspaceId } }: Play): Promise<number[]> {
  const rows = await database.db.selectFrom('rating').select('score').where('workspace_id', '=', workspaceId).execute()
  return rows.map(({ score }) => score)
}

async function contactOf({ scene: { database, workspaceId } }: Play, id: string) {
  const row = await database.db
    .selectFrom('contact')
    .select(['name', 'email', 'tags', 'owner_id'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { name: row.name, email: row.email, tags: row.tags, ownerId: row.owner_id }
}

async function closeFirst(play: Play): Promise<void> {
  const { id } = await play.conversation()
  await play.client.call(closeConversation, { params: { id }, body: {} })
  await play.settle()
}

async function everybodyLeaves({ scene: { database, workspaceId } }: Play): Promise<void> {
  await sql`UPDATE member SET presence = 'offline' WHERE workspace_id = ${workspaceId}`.execute(database.db)
}

async function rate(play: Play, score: number): Promise<void> {
  const { database, workspaceId } = play.scene
  const { id, contact } = await play.conversation()
  const given = {
    id: newId(),
    conversationId: id,
    contactId: contact.id,
    agentId: null,
    teamId: null,
    score,
    comment: '',
  }
  const data = { rating: { ...given, at: new Date().toISOString() } }
  const actor = { type: 'contact', id: contact.id } as const
  await database.transact(async (tx) => append(tx, { workspaceId, type: 'rating.given', subjectId: id, actor, data }))
  await play.settle()
}
