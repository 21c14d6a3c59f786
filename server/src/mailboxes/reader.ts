/**
 * Reads one mailbox as long as it is ours: over one connection, which waits for news of the first folder (IDLE) and
 * looks into all of them each minute, since a connection can die without anybody hearing of it.
 */
import type { ImapFlow } from 'imapflow'
import type { Logger } from 'pino'
import { type LoadedAccount, loadAccount } from '../channels/account.ts'
import { markBroken } from '../channels/broken.ts'
import { refreshChannel } from '../channels/refresh.ts'
import type { Database } from '../db/database.ts'
import { hadTrouble } from '../metrics/notices.ts'
import { toMailAccount } from '../providers/mail-account.ts'
import type { Providers } from '../providers/providers.ts'
import { putCopies } from './copies.ts'
import { LostMailbox } from './cursor.ts'
import { describeImapError, isRefusedLogin, openImap } from './imap.ts'
import { readFolder } from './read-folder.ts'

export type Pace = Readonly<{ pollMs: number; retryMs: number; mostRetryMs: number }>

export const usualPace: Pace = { pollMs: 60_000, retryMs: 2_000, mostRetryMs: 5 * 60_000 }

type Channel = Readonly<{ workspaceId: string; channelId: string }>
type Context = Readonly<{ database: Database; providers: Providers; log: Logger; pace: Pace }>

export class MailboxReader {
  readonly #context: Context
  readonly #channel: Channel
  readonly #running: Promise<void>
  /** It has given the mailbox up by itself. */
  isDone = false
  #isStopped = false
  #client: ImapFlow | null = null
  #wake: () => void = () => undefined
  #hasNews = false

  constructor(context: Context, channel: Channel) {
    this.#context = context
    this.#channel = channel
    this.#running = this.#run()
      .catch((error: unknown) => context.log.error({ ...channel, err: error }, 'a mailbox is read no more'))
      .finally(() => {
        this.isDone = true
      })
  }

  /** Resolves when nothing of it goes on. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#wake()
    this.#client?.close()
    await this.#running
  }

  async #run(): Promise<void> {
    const { log, pace } = this.#context
    let failures = 0
    while (!this.#isStopped) {
      try {
        await this.#readOn(() => {
          failures = 0
        })
      } catch (error) {
        if (this.#isStopped || error instanceof LostMailbox) return
        if (isRefusedLogin(error)) return await this.#giveUp(error)
        failures += 1
        const about = { channelId: this.#channel.channelId, failures, err: error }
        hadTrouble.tell({ ...this.#channel, code: 'provider_down', detail: describeImapError(error) })
        log[failures < 3 ? 'info' : 'warn'](about, 'a mailbox cannot be read; trying again')
      } finally {
        const client = this.#client
        this.#client = null
        client?.close()
      }
      // Not all at once when the server comes back.
      const wait = Math.min(pace.mostRetryMs, pace.retryMs * 2 ** Math.min(failures, 10)) * (0.5 + Math.random())
      this.#hasNews = false
      await this.#sleep(wait)
    }
  }

  /** One connection, until it breaks. */
  async #readOn(worked: () => void): Promise<void> {
    const { database, providers, pace } = this.#context
    const { workspaceId, channelId } = this.#channel
    await refreshChannel(database, providers, { workspaceId, id: channelId })
    const account = await loadAccount(database.db, providers, workspaceId, channelId)
    if (account === null) throw new LostMailbox()
    const mailAccount = toMailAccount(account)
    const client = await openImap(mailAccount, providers)
    this.#client = client
    const tell = () => {
      if (this.#client === client) this.#tell()
    }
    client.on('exists', tell)
    client.on('close', tell)

    while (!this.#isStopped) {
      if (!client.usable) throw new Error('the mail server closed the connection')
      this.#hasNews = false
      await this.#readFolders(client, account, mailAccount.settings.imap.folders, worked)
      worked()
      const { sentFolder } = mailAccount.settings
      const copied = sentFolder === '' ? 0 : await putCopies(this.#context, client, this.#channel, sentFolder)
      if (copied > 0 || this.#hasNews || this.#isStopped) continue
      client.idle().catch(tell)
      await this.#sleep(pace.pollMs)
    }
  }

  // The first one last: it stays open, and its news are told.
  async #readFolders(
    client: ImapFlow,
    account: LoadedAccount,
    folders: readonly string[],
    worked: () => void,
  ): Promise<void> {
    // A line that breaks again and again is tried soon again as long as each time something comes over it.
    const watch = { isStopped: () => this.#isStopped, stored: worked }
    for (const folder of folders.toReversed()) {
      try {
        await readFolder(this.#context, client, account, { ...this.#channel, folder }, watch)
      } catch (error) {
        // One that is gone, or was never there, takes the others along no more than once a minute.
        if (!isMissingFolder(error) || folders.length === 1) throw error
        this.#context.log.warn(
          { ...this.#channel, folder, reason: describeImapError(error) },
          'a folder cannot be read',
        )
      }
    }
  }

  async #giveUp(error: unknown): Promise<void> {
    const reason = `The mail server refuses the login: ${describeImapError(error)}`
    this.#context.log.warn({ ...this.#channel, reason }, 'a mailbox refuses us')
    await this.#context.database.transact((tx) => markBroken(tx, this.#channel, reason))
  }

  #tell(): void {
    this.#hasNews = true
    this.#wake()
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isStopped || this.#hasNews) return resolve()
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

function isMissingFolder(error: unknown): boolean {
  return error instanceof Error && 'mailboxMissing' in error && error.mailboxMissing === true
}
