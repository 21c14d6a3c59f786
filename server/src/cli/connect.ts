import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Config } from '../config.ts'
import { owner } from '../db/embedded/cluster.ts'
import { DataFolderError } from '../db/embedded/data-folder.ts'
import { EmbeddedPostgres } from '../db/embedded.ts'

type Connection = Readonly<{ url: string; [Symbol.asyncDispose](): Promise<void> }>

/** The database of the configuration. The embedded one is started for as long as it is needed, unless it runs. */
export async function connect({ databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<Connection> {
  if (databaseUrl !== null) return borrow(databaseUrl)
  try {
    return await EmbeddedPostgres.start({
      dataDir,
      log: (level, message) => {
        if (level !== 'debug') console.error(message)
      },
    })
  } catch (error) {
    if (!(error instanceof DataFolderError && error.code === 'data_in_use')) throw error
    return borrow(await findRunning(dataDir, error))
  }
}

function borrow(url: string): Connection {
  return { url, [Symbol.asyncDispose]: async () => {} }
}

// The server that holds the folder may be starting its database just now.
async function findRunning(dataDir: string, inUse: DataFolderError): Promise<string> {
  const deadline = performance.now() + 15_000
  for (;;) {
    try {
      const url = await readUrl(dataDir)
      await tryConnection(url)
      return url
    } catch (cause) {
      if (performance.now() > deadline) {
        throw new Error(
          `${inUse.message} The database of the running server was to be used, and it does not answer: ` +
            'run this as the account that runs the server.',
          { cause },
        )
      }
    }
    await sleep(250)
  }
}

// PostgreSQL itself writes its port into the fourth line.
async function readUrl(dataDir: string): Promise<string> {
  const lines = (await readFile(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')
  const password = (await readFile(path.join(dataDir, 'postgres-password'), 'utf8')).trim()
  return `postgres://${owner}:${password}@127.0.0.1:${Number(lines[3])}/${owner}`
}

async function tryConnection(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
  } finally {
    await client.end()
  }
}
