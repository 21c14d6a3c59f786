/**
 * A real IMAP server for tests: Debian's Dovecot as a child of the test, with a configuration of its own in a folder of
 * its own on a free port. Everybody's password is `secret`. It speaks the dialect of the version that is installed.
 */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)
const startMs = 10_000

export type Dovecot = Readonly<{
  port: number
  /** Puts a mail into somebody's folder, as it is. */
  deliver: (user: string, raw: Uint8Array | string, at?: Date) => Promise<void>
  /** How many mails are in it. */
  count: (user: string, folder?: string) => Promise<number>
  /** Numbers a folder anew, as after a restored backup. */
  renumber: (user: string) => Promise<void>
  /** Breaks all connections. */
  drop: () => Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}>

/** The version that is installed; null when none is. */
export async function findDovecot(): Promise<string | null> {
  const path = `${process.env.PATH ?? ''}:/usr/sbin:/usr/local/sbin`
  return run('dovecot', ['--version'], { env: { PATH: path } }).then(
    ({ stdout }) => stdout.trim().split(' ')[0] ?? null,
    () => null,
  )
}

export async function startDovecot(version: string): Promise<Dovecot> {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-dovecot-'))
  const port = await freePort()
  const user = await mailUser()
  const mail = join(folder, 'mail')
  await mkdir(mail)
  if (user.uid !== userInfo().uid) for (const each of [folder, mail]) await chown(each, user.uid, user.gid)
  const config = join(folder, 'dovecot.conf')
  const dialect = /^2\.[0-3]\./.test(version) ? olderConfig : newerConfig
  await writeFile(config, dialect({ folder, port, user }))

  const path = `${process.env.PATH ?? ''}:/usr/sbin:/usr/local/sbin`
  const child = spawn('dovecot', ['-F', '-c', config], { env: { PATH: path }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += String(chunk)))
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  await waitFor(port, () => child.exitCode !== null).catch(async (error: unknown) => {
    await stop()
    throw new Error(`Dovecot did not start: ${said}`, { cause: error })
  })

  const folderOf = (owner: string, name = 'INBOX') =>
    name === 'INBOX' ? join(mail, owner) : join(mail, owner, `.${name}`)
  let delivered = 0
  return {
    port,
    async deliver(owner, raw, at = new Date()) {
      const target = folderOf(owner)
      delivered += 1
      const number = delivered
      for (const part of ['cur', 'new', 'tmp']) await makeFolder(join(target, part), mail, user)
      const file = join(target, 'tmp', `${Date.now()}.${process.pid}_${number}.test`)
      await writeFile(file, raw)
      await chown(file, user.uid, user.gid)
      // The server goes by this for when it got it.
      await utimes(file, at, at)
      await rename(file, join(target, 'new', basename(file)))
    },
    async count(owner, name) {
      const target = folderOf(owner, name)
      const parts = await Promise.all(['cur', 'new'].map((part) => readdir(join(target, part)).catch(() => [])))
      return parts.flat().length
    },
    async renumber(owner) {
      for (const file of [
        'dovecot-uidlist',
        'dovecot.index',
        'dovecot.index.log',
        'dovecot.index.cache',
        'dovecot-uidvalidity',
      ]) {
        await rm(join(folderOf(owner), file), { force: true })
      }
      const validities = (await readdir(folderOf(owner))).filter((name) => name.startsWith('dovecot-uidvalidity'))
      for (const name of validities) await rm(join(folderOf(owner), name), { force: true })
    },
    async drop() {
      await run('doveadm', ['-c', config, 'kick', '*'], { env: { PATH: path } })
    },
    [Symbol.asyncDispose]: stop,
  }
}

type User = Readonly<{ name: string; group: string; uid: number; gid: number }>

/** Dovecot reads no mail as root: then it is done by one of those who come with every Debian. */
async function mailUser(): Promise<User> {
  const { uid } = userInfo()
  const name = uid === 0 ? 'nobody' : userInfo().username
  const number = async (...args: string[]) => (await run('id', args)).stdout.trim()
  return {
    name,
    group: await number('-gn', name),
    uid: Number(await number('-u', name)),
    gid: Number(await number('-g', name)),
  }
}

type Place = Readonly<{ folder: string; port: number; user: User }>

function common({ folder, port, user }: Place): string {
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
ssl = no
default_internal_user = ${user.name}
default_internal_group = ${user.group}
default_login_user = ${user.name}
first_valid_uid = 1
first_valid_gid = 1
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
`
}

function olderConfig(place: Place): string {
  const { folder, user } = place
  return `${common(place)}
disable_plaintext_auth = no
mail_location = maildir:${folder}/mail/%u
mail_uid = ${user.name}
mail_gid = ${user.group}
mail_max_userip_connections = 50
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${user.uid} gid=${user.gid} home=${folder}/mail/%u allow_all_users=yes
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    special_use = \\Sent
    auto = create
  }
}
`
}

// Since 2.4: without a user database, everybody is who `mail_uid`, `mail_gid` and `mail_home` say.
function newerConfig(place: Place): string {
  const { folder, user } = place
  return `dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
${common(place)}
auth_allow_cleartext = yes
mail_driver = maildir
mail_path = ${folder}/mail/%{user}
mail_home = ${folder}/home/%{user}
mail_uid = ${user.name}
mail_gid = ${user.group}
mail_max_userip_connections = 50
passdb static {
  password = secret
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    special_use = \\Sent
    auto = create
  }
}
`
}

async function makeFolder(path: string, root: string, user: User): Promise<void> {
  await mkdir(path, { recursive: true })
  const parts = path.slice(root.length + 1).split('/')
  for (const [index] of parts.entries()) await chown(join(root, ...parts.slice(0, index + 1)), user.uid, user.gid)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function waitFor(port: number, isOver: () => boolean): Promise<void> {
  for (const until = Date.now() + startMs; Date.now() < until; await sleep(50)) {
    if (isOver()) throw new Error('it ended')
    const socket = connect(port, '127.0.0.1')
    const isThere = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    })
    socket.destroy()
    if (isThere) return
  }
  throw new Error('nobody answers')
}
