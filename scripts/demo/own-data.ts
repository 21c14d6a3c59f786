import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../server/src/config.ts'
import { Database } from '../../server/src/db/database.ts'
import { makeDataDir } from './data-dir.ts'
import { Refusal } from './refusal.ts'
import { login } from './workspace.ts'

const advice =
  'The demo would send what waits there to a stand-in, so it leaves it alone. Set FAIRLEAD_DATA_DIR to a new folder, ' +
  'and unset DATABASE_URL or set it to an empty database.'

/**
 * Keeps the demo away from real data, before a server works on it: its jobs would go to the provider's stand-in.
 * @throws {Refusal} when there is something, and it is not a demo's.
 */
export async function refuseOwnData({ dataDir, databaseUrl }: Config): Promise<void> {
  if (databaseUrl !== null) {
    if (await hasOwnWorkspace(databaseUrl)) throw new Refusal(`DATABASE_URL leads to somebody’s own data. ${advice}`)
    return
  }
  const mark = join(dataDir, 'demo')
  if (existsSync(mark)) return
  if (existsSync(join(dataDir, 'postgres'))) throw new Refusal(`In ${dataDir} is somebody’s own data. ${advice}`)
  await makeDataDir(dataDir)
  await writeFile(mark, 'The data in this folder was made by `npm run demo`. It can be deleted.\n')
}

async function hasOwnWorkspace(url: string): Promise<boolean> {
  await using database = new Database(url, { maxConnections: 1 })
  try {
    const workspace = await database.db.selectFrom('workspace').select('id').limit(1).executeTakeFirst()
    const demo = await database.db.selectFrom('person').select('id').where('email', '=', login.email).executeTakeFirst()
    return workspace !== undefined && demo === undefined
  } catch (error) {
    // Without our tables it is nobody's yet. Whatever else is wrong with it, the server says best.
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}
