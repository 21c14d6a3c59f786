import type { ExpectationKind, ExpectationText, Hours, Policy } from '@fairlead/sdk'
import { sql } from 'kysely'
import { newId } from '../db/id.ts'
import type { Caller } from '../http/endpoint.ts'
import { addConversation } from '../setup/testing.ts'
import type { TestApp } from '../testing/app.ts'
import { allMessages, type Scene } from '../testing/scene.ts'

/** A policy's messages: those given in English, told as often as there is a reason. */
export function messages(
  texts: Partial<Record<ExpectationKind, string | Partial<ExpectationText>>>,
  expectedReply = '',
): Policy['messages'] {
  const text = (kind: ExpectationKind): ExpectationText | null => {
    const given = texts[kind]
    if (given === undefined) return null
    const base = { defaultLocale: 'en', everyHours: 0 }
    return typeof given === 'string' ? { ...base, texts: { en: given } } : { ...base, texts: {}, ...given }
  }
  return {
    assigned: text('assigned'),
    away: text('away'),
    overCapacity: text('overCapacity'),
    queueUpdate: text('queueUpdate'),
    expectedReply,
  }
}

/** Hours in UTC that are over, or have not begun: the only open day of the week is in so many days. */
export function closedNow(opensInDays = 2): Hours {
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
  const open = names[(new Date().getUTCDay() + opensInDays) % 7]!
  const day = (name: (typeof names)[number]) =>
    name === open ? [{ from: '09:00', to: '17:00', isNextDay: false }] : []
  return {
    timeZone: 'UTC',
    week: {
      monday: day('monday'),
      tuesday: day('tuesday'),
      wednesday: day('wednesday'),
      thursday: day('thursday'),
      friday: day('friday'),
      saturday: day('saturday'),
      sunday: day('sunday'),
    },
    exceptions: [],
    holidays: null,
  }
}

/** Until the queues and everything to be told are at rest. */
export async function settle({ queues, expectations }: TestApp): Promise<void> {
  await queues.settled()
  await expectations.settled()
  await expectations.sweep()
}

/** What customers were told by nobody in particular, the oldest first. */
export async function toldIn(scene: Scene): Promise<{ kind: ExpectationKind | undefined; text: string }[]> {
  return (await allMessages(scene))
    .filter(({ author }) => author.type === 'system')
    .map(({ content, text }) => ({ kind: content.expectation, text }))
}

export async function textsIn(scene: Scene): Promise<string[]> {
  return (await toldIn(scene)).map(({ text }) => text)
}

const minuteMs = 60_000

/** An agent had so many conversations of the team two days ago, each for as long. */
export async function seedReleases({ database, ...scene }: Scene, count: number, minutes: number): Promise<void> {
  const id = await pastConversation({ database, ...scene })
  const at = new Date(Date.now() - 2 * 1440 * minuteMs)
  await sql`INSERT INTO stay (workspace_id, conversation_id, team_id, agent_id, began_at, ended_at)
    SELECT ${scene.workspaceId}, ${id}, ${scene.team.id}, ${scene.agents[0]!.memberId},
      ${at}, ${at}::timestamptz + make_interval(mins => ${minutes})
    FROM generate_series(1, ${count})`.execute(database.db)
}

/** An agent answered after these minutes, each time another contact. */
export async function seedReplies(scene: Scene, agent: Caller, minutes: readonly number[]): Promise<void> {
  const { database, workspaceId, team, webchat } = scene
  const began = Date.now() - 1440 * minuteMs
  for (const each of minutes) {
    const id = await pastConversation(scene)
    await sql`INSERT INTO stay (workspace_id, conversation_id, team_id, agent_id, began_at, ended_at)
      VALUES (${workspaceId}, ${id}, ${team.id}, ${agent.memberId}, ${new Date(began)},
        ${new Date(began + 600 * minuteMs)})`.execute(database.db)
    const said = [
      ['contact', began - minuteMs],
      ['member', began + each * minuteMs],
    ] as const
    for (const [author, at] of said) {
      await sql`INSERT INTO message (workspace_id, id, conversation_id, channel_id, author_type, author_name, kind,
          state, at)
        VALUES (${workspaceId}, ${newId()}, ${id}, ${webchat.channelId}, ${author}, 'Somebody', 'text', 'sent',
          ${new Date(at)})`.execute(database.db)
    }
  }
}

async function pastConversation({ database, webchat }: Pick<Scene, 'database' | 'webchat'>): Promise<string> {
  const id = await addConversation(database, webchat)
  await database.db
    .updateTable('conversation')
    .set({ status: 'closed', closed_at: new Date() })
    .where('id', '=', id)
    .execute()
  return id
}
