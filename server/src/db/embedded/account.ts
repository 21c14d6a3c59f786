import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, lchown, readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'

/**
 * PostgreSQL refuses to run as root, as which containers and small servers often run. Then it gets an
 * unprivileged account of the system. That account must reach the programs and the data folder; where a folder
 * above them is closed (a checkout in /root), we do not open it but lend PostgreSQL the one capability to pass.
 */
export type Account = Readonly<{ uid: number; gid: number }>

/** Starts a program as the account that PostgreSQL runs as. */
export type Run = (program: string, args: readonly string[], options?: SpawnOptions) => ChildProcess

/** The account for PostgreSQL; null when it is the one we have ourselves. */
export async function chooseAccount(cluster: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null

  const owner = await stat(cluster).catch(() => null)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }

  const passwd = await readFile('/etc/passwd', 'utf8')
  for (const name of ['postgres', 'nobody']) {
    const fields = passwd
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.split(':')
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  throw new Error(
    'PostgreSQL does not run as root, and the system has neither an account "postgres" nor "nobody": ' +
      'create one, or run Fairlead as an ordinary user',
  )
}

/** Finds out how PostgreSQL can be run so that it reaches its program and its folder. */
export async function chooseRun(account: Account | null, program: string, folder: string): Promise<Run> {
  if (account === null) return asOurselves

  for (const run of [asAccount(account), lending(account, 'dac_read_search'), lending(account, 'dac_override')]) {
    if (await reaches(run, program, folder)) return run
  }
  throw new Error(
    `PostgreSQL does not run as root, and user ${account.uid} cannot reach ${folder} or ${path.dirname(program)}: ` +
      'install setpriv (package util-linux), put both below folders that everybody may enter, ' +
      'or run Fairlead as an ordinary user',
  )
}

/** Gives a folder of ours, and all in it, to the account. */
export async function giveTo(account: Account | null, folder: string): Promise<void> {
  const { uid, mode } = await stat(folder)
  if (account !== null && uid !== account.uid) {
    for (const name of await readdir(folder, { recursive: true })) {
      await lchown(path.join(folder, name), account.uid, account.gid)
    }
    // The folder itself comes last, so that an interrupted hand-over is seen and finished at the next start.
    await lchown(folder, account.uid, account.gid)
  }
  // A copy from a backup may be open to others; PostgreSQL would refuse it.
  if (mode & 0o077) await chmod(folder, 0o700)
}

// Our environment holds secrets that are none of the database's business.
const asOurselves: Run = (program, args, options = {}) =>
  spawn(program, args, {
    ...options,
    cwd: path.parse(process.execPath).root,
    env: { LC_ALL: 'C', PATH: process.env.PATH },
  })

function asAccount(account: Account): Run {
  return (program, args, options = {}) => asOurselves(program, args, { ...options, ...account })
}

// no_setuid_fixup, because access(2), with which PostgreSQL looks for its own files, ignores capabilities without it.
function lending({ uid, gid }: Account, capability: string): Run {
  const only = `-all,+${capability}`
  const privileges = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--no-new-privs',
    '--securebits=+no_setuid_fixup',
    `--inh-caps=${only}`,
    `--ambient-caps=${only}`,
    `--bounding-set=${only}`,
  ]
  return (program, args, options) => asOurselves('setpriv', [...privileges, '--', program, ...args], options)
}

// By trying, since modes alone say little: there are access lists, mounts and name spaces.
async function reaches(run: Run, program: string, folder: string): Promise<boolean> {
  try {
    const child = run('/bin/sh', ['-c', '"$0" -V && cd "$1"', program, folder], { stdio: 'ignore' })
    const [code] = await once(child, 'exit')
    return code === 0
  } catch {
    return false
  }
}
