/** For tests of templates: what is done and asked again and again. */
import { type ChannelType, closeConversation, patchWorkspace, putAssignment } from '@fairlead/sdk'
import { sql } from 'kysely'
import { setOwner } from '../../../assignment/testing.ts'
import type { Caller } from '../../../http/endpoint.ts'
import { inboundMessage } from '../../../testing/inbound.ts'
import { allMessages, bring, choose } from '../../../testing/scene.ts'
import { passTime } from '../../../testing/time.ts'
import { beginAfterSilence } from '../../triggers/silences.ts'
import type { Play } from './stage.ts'

export function alwaysOpen(timeZone: string) {
  const day = [{ from: '00:00', to: '24:00' }]
  const week = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day }
  return { timeZone, week }
}

/** From nine on all days but today. */
export function closedToday(timeZone: string) {
  const today = Temporal.Now.plainDateISO(timeZone).dayOfWeek
  const on = (day: number) => (day === today ? [] : [{ from: '09:00', to: '17:00' }])
  const week = { monday: on(1), tuesday: on(2), wednesday: on(3), thursday: on(4), friday: on(5) }
  return { timeZone, week: { ...week, saturday: on(6), sunday: on(7) } }
}

/** A zone where it is between this hour and the next. */
export function zoneWhereItIs(hour: number): string {
  const ahead = ((hour - Temporal.Now.zonedDateTimeISO('UTC').hour + 36) % 24) - 12
  return ahead >= 0 ? `Etc/GMT-${ahead}` : `Etc/GMT+${-ahead}`
}

export async function assignee(play: Play): Promise<string | null> {
  return play.nameOf((await play.conversation()).assigneeId)
}

export async function ownerOf(play: Play): Promise<string | null> {
  const { rows } = await sql<{ owner_id: string | null }>`SELECT owner_id FROM contact
    WHERE workspace_id = ${play.scene.workspaceId} AND name = 'Mara Muster'`.execute(play.scene.database.db)
  return play.nameOf(rows[0]?.owner_id ?? null)
}

export async function leave({ scene }: Play, ...agents: readonly number[]): Promise<void> {
  for (const each of agents) await choose(scene, scene.agents[each]!, 'offline')
}

function agentOf({ scene }: Play, index: number): Caller {
  return scene.agents[index]!
}

export async function give(play: Play, index: number): Promise<void> {
  const { id } = await play.conversation()
  const { memberId } = agentOf(play, index)
  await play.client.call(putAssignment, { params: { id }, body: { memberId } })
  await play.settle()
}

export async function close(play: Play): Promise<void> {
  const { id } = await play.conversation()
  await play.client.call(closeConversation, { params: { id }, body: {} })
  await play.settle()
}

/** Mara was here before, and whatever she writes now is a conversation of its own. */
export async function hasBeenServedBy(play: Play, index: number): Promise<void> {
  await play.client.call(patchWorkspace, { body: { reopenHours: 0 } })
  await play.writes('Hello')
  await give(play, index)
  await close(play)
}

export async function makeVip(play: Play, owner: number): Promise<void> {
  await setOwner(play.scene, (await play.conversation()).id, agentOf(play, owner))
  await sql`UPDATE contact SET tags = '{gold}' WHERE workspace_id = ${play.scene.workspaceId}`.execute(
    play.scene.database.db,
  )
}

/** Somebody else writes, and has somebody or waits. */
export async function somebodyElse(play: Play, index?: number): Promise<void> {
  const contact = { addresses: ['447700900002'], matchKeys: [], name: 'Rosa Row', phone: '+447700900002' }
  await bring(play.scene, inboundMessage({ text: 'Me first', contact }))
  await play.settle()
  if (index !== undefined) await give(play, index)
}

export async function silence(play: Play, minutes: number): Promise<void> {
  await passTime(play.scene.database, minutes)
  await beginAfterSilence(play.scene.database)
  await play.settle()
}

export async function templatesSent({ scene }: Play): Promise<string[]> {
  const messages = await allMessages(scene)
  return messages.flatMap(({ content: { template } }) => (template ? [`${template.name} ${template.language}`] : []))
}

/** As if what comes in from now on came by a channel of another type. */
export async function comesBy({ scene: { database, whatsapp } }: Play, type: ChannelType): Promise<void> {
  await sql`UPDATE channel SET type = ${type} WHERE id = ${whatsapp.channelId}`.execute(database.db)
}
