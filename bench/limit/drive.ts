/** A process of our own driver: runs a script for pgbench on its connections until the end, and tells how often. */
import { readFile } from 'node:fs/promises'
import { Database } from '../../server/src/db/database.ts'
import { readScript } from './script.ts'

export type Share = Readonly<{
  url: string
  file: string
  clients: number
  firstClient: number
  until: Readonly<{ seconds: number } | { transactions: number }>
}>

export type Report = Readonly<{ transactions: number; seconds: number }>

const { url, file, clients, firstClient, until }: Share = JSON.parse(process.argv[2] ?? '')
const script = readScript(await readFile(file, 'utf8'))
const database = new Database(url, { maxConnections: clients })
const connections = await Promise.all(Array.from({ length: clients }, () => database.pool.connect()))

const from = performance.now()
const counts = await Promise.all(connections.map((connection, index) => drive(connection, firstClient + 2 * index)))
const report: Report = {
  transactions: counts.reduce((sum, count) => sum + count, 0),
  seconds: (performance.now() - from) / 1000,
}
for (const connection of connections) connection.release()
await database[Symbol.asyncDispose]()
if (process.send) process.send(report, () => process.disconnect?.())

async function drive(connection: (typeof connections)[number], clientId: number): Promise<number> {
  let count = 0
  while ('seconds' in until ? performance.now() < from + until.seconds * 1000 : count < until.transactions) {
    await connection.query({ name: 'script', text: script.text, values: script.draw(clientId) })
    count += 1
  }
  return count
}
