import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Config } from '../config.ts'
import { type Finding, ok, problem } from './finding.ts'

const name = 'port'

/** The port must be free, or be served by us already. */
export async function inspectPort({ port, roles }: Pick<Config, 'port' | 'roles'>): Promise<Finding> {
  if (!roles.includes('web')) return ok(name, 'No port is needed without the role web')
  try {
    const server = createServer().listen(port)
    await once(server, 'listening')
    server.close()
    return ok(name, `Port ${port} is free`)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EADDRINUSE' && (await isFairlead(port))) return ok(name, `Fairlead answers on port ${port}`)
    return problem(name, `${code === 'EADDRINUSE' ? inUse(port) : refused(port, code)} Set PORT to another one.`)
  }
}

async function isFairlead(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/setup`, { signal: AbortSignal.timeout(3_000) })
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null && 'isDone' in body
  } catch {
    return false
  }
}

function inUse(port: number): string {
  return `Port ${port} is taken by another program. Stop that one.`
}

function refused(port: number, code: unknown): string {
  return `Port ${port} cannot be listened on (${code}): those below 1024 often need a privilege.`
}
