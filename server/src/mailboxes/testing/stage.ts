import { join } from 'node:path'
import type { Conversation, Message } from '@fairlead/sdk'
import { Storage } from '../../attachments/storage.ts'
import { connectChannel } from '../../channels/connect.ts'
import { settings as example } from '../../channels/email/testing.ts'
import { createGuardedFetch } from '../../providers/guarded-fetch.ts'
import type { Providers } from '../../providers/providers.ts'
import { quiet, type TestApp } from '../../testing/app.ts'
import { providerUrls } from '../../testing/providers.ts'
import { allConversations, allMessages, type Scene, secrets, setScene } from '../../testing/scene.ts'
import { Mailboxes, type Rhythm } from '../mailboxes.ts'

type Servers = Readonly<{ imapPort: number; smtpPort: number }>

export type MailStage = Readonly<{
  scene: Scene
  channel: Readonly<{ workspaceId: string; channelId: string }>
  providers: Providers
  /** Another process that reads mailboxes. */
  openMailboxes: (rhythm?: Partial<Rhythm>) => Mailboxes
  messages: () => Promise<Message[]>
  conversations: () => Promise<Conversation[]>
}>

/** A workspace with one mailbox on these servers. */
export async function setMailStage(
  app: TestApp,
  { imapPort, smtpPort }: Servers,
  given: Readonly<{ user?: string; password?: string; settings?: Partial<typeof example> }> = {},
): Promise<MailStage> {
  const scene = await setScene(app.database)
  const { workspaceId, owner } = scene
  const user = given.user ?? `support-${workspaceId.slice(-12)}`
  const nextDoor = { host: '127.0.0.1', security: 'none' as const, user }
  const actor = { type: 'member', id: owner.memberId } as const
  const channel = await app.database.transact((tx) =>
    connectChannel(
      tx,
      { workspaceId, actor, secrets, publicUrl: 'http://localhost:3000' },
      {
        type: 'email',
        name: 'Support',
        teamId: null,
        settings: {
          ...example,
          imap: { ...nextDoor, port: imapPort, folders: ['INBOX'] },
          smtp: { ...nextDoor, port: smtpPort },
          ...given.settings,
        },
        secrets: {
          ...{ password: given.password ?? 'secret', clientSecret: '', refreshToken: '' },
          ...{ accessToken: '', accessTokenEndsAt: '' },
        },
      },
    ),
  )
  const providers: Providers = {
    fetch: createGuardedFetch({ allowPrivateNetwork: true }),
    storage: new Storage(join(app.dataDir)),
    secrets,
    urls: providerUrls(),
    publicUrl: 'http://localhost:3000',
    allowPrivateNetwork: true,
  }
  return {
    scene,
    channel: { workspaceId, channelId: channel.id },
    providers,
    openMailboxes: (rhythm = {}) => new Mailboxes(app.database, providers, quiet, { ...quick, ...rhythm }),
    messages: () => allMessages(scene),
    conversations: () => allConversations(scene),
  }
}

const quick: Rhythm = { pollMs: 300, retryMs: 50, mostRetryMs: 200, lookMs: 100, leaseMs: 1500 }

export async function when<T>(look: () => Promise<T>, isIt: (value: T) => boolean, ms = 10_000): Promise<T> {
  for (const until = Date.now() + ms; ; ) {
    const value = await look()
    if (isIt(value)) return value
    if (Date.now() > until) throw new Error(`it never came to be; it is ${JSON.stringify(value).slice(0, 2000)}`)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}
