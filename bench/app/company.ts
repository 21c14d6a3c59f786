import { createClient, getMe } from '@fairlead/sdk'
import { Database } from '../../server/src/db/database.ts'
import { signInAll } from '../live/sessions.ts'
import { addHistory } from '../load/history.ts'
import { type Fairlead, startFairlead } from '../load/installation.ts'
import { makeBusyWorkspace, secret, type Workspace } from '../load/workspace.ts'
import { addOpen, type OpenConversation } from './open-conversations.ts'

export type Size = Readonly<{ conversations: number; open: number; own: number }>

export type Company = AsyncDisposable &
  Readonly<{
    database: Database
    workspace: Workspace
    fairlead: Fairlead
    /** Of the agent whose browser is measured. */
    cookie: string
    meId: string
    colleagueId: string
    /** By the number of their customer, which begins with 1. */
    open: readonly OpenConversation[]
  }>

const agents = 40

/** On a database with our tables and nothing in them. */
export async function makeCompany(url: string, { conversations, open: openCount, own }: Size): Promise<Company> {
  await using made = new AsyncDisposableStack()
  const database = made.use(new Database(url))
  const workspace = await makeBusyWorkspace(database, { agents })
  await addHistory(database.pool, workspace, conversations - openCount)
  // What waits goes on waiting: the engine gives nothing to whoever is away.
  await database.pool.query(
    `UPDATE member SET presence = 'offline', chosen_presence = 'offline' WHERE workspace_id = $1 AND role = 'agent'`,
    [workspace.id],
  )
  await database.pool.query('DELETE FROM presence_lease WHERE workspace_id = $1', [workspace.id])
  const [cookie = '', colleague = ''] = await signInAll(database, workspace.id)

  const fairlead = made.use(await startFairlead(url, { secret }))
  const [meId, colleagueId] = await Promise.all([cookie, colleague].map((of) => memberOf(fairlead.url, of)))
  if (meId === undefined || colleagueId === undefined) throw new Error('Nobody is signed in.')
  const open = await addOpen(database.pool, workspace, { meId, open: openCount, own })
  await database.pool.query('VACUUM ANALYZE')

  const all = made.move()
  const rest = { database, workspace, fairlead, cookie, meId, colleagueId, open }
  return { ...rest, [Symbol.asyncDispose]: () => all.disposeAsync() }
}

async function memberOf(baseUrl: string, cookie: string): Promise<string> {
  const client = createClient({
    baseUrl,
    fetch(input, init) {
      const headers = new Headers(init?.headers)
      headers.set('cookie', cookie)
      return fetch(input, { ...init, headers })
    },
  })
  return (await client.call(getMe, {})).member.id
}
