import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { connectChannel } from '../../channels/connect.ts'
import { settings } from '../../channels/email/testing.ts'
import { startSmtp } from '../../mailboxes/testing/smtp.ts'
import type { Providers } from '../../providers/providers.ts'
import { secrets } from '../../testing/scene.ts'
import type { Asking } from './asking.ts'
import { requestForRun } from './request.ts'
import { beginPlay, openStage, type Play } from './testing.ts'

const stage = await openStage()
const { database } = stage
const providers: Providers = { ...stage.providers, secrets, allowPrivateNetwork: true }
let refusals = 0
const smtp = await startSmtp(() => {
  refusals -= 1
  return refusals >= 0 ? { code: 450, text: 'Come back later' } : undefined
})
after(async () => {
  await smtp[Symbol.asyncDispose]()
  await stage[Symbol.asyncDispose]()
})

test('a mail goes out by the workspace’s e-mail channel, later where it must, and the run does not wait', async () => {
  const play = await beginPlay(stage)
  await connectMailbox(play)
  const id = await play.start(
    await play.publish([
      {
        ...{ id: 'a', type: 'email', to: 'Warehouse@example.com', subject: 'Order of {{ contact.name }}' },
        text: 'Please look.',
      },
    ]),
  )
  await play.advance(id)
  assert.equal((await play.run(id)).status, 'done')

  refusals = 1
  await requestForRun(database, providers, await askingOf(play))
  assert.equal(smtp.sent.length, 0)
  const again = await askingOf(play)
  assert.equal(again.tries, 1)
  await requestForRun(database, providers, again)

  const [mail] = smtp.sent
  assert.deepEqual([smtp.sent.length, mail?.to], [1, ['warehouse@example.com']])
  assert.match(mail?.raw ?? '', /Subject: Order of Mara Muster/)
  assert.match(mail?.raw ?? '', /Auto-Submitted: auto-generated/)
})

async function connectMailbox({ workspaceId, scene }: Play): Promise<void> {
  const nextDoor = { host: '127.0.0.1', security: 'none' as const, user: 'support' }
  const actor = { type: 'member', id: scene.owner.memberId } as const
  await database.transact((tx) =>
    connectChannel(
      tx,
      { workspaceId, actor, secrets, publicUrl: 'http://localhost:3000' },
      {
        ...{ type: 'email', name: 'Support', teamId: null },
        settings: {
          ...settings,
          imap: { ...nextDoor, port: 9, folders: ['INBOX'] },
          smtp: { ...nextDoor, port: smtp.port },
        },
        secrets: { password: 'secret', clientSecret: '', refreshToken: '', accessToken: '', accessTokenEndsAt: '' },
      },
    ),
  )
}

async function askingOf({ workspaceId }: Play): Promise<Asking> {
  const { rows } = await sql<{ payload: Asking }>`
    SELECT payload FROM graphile_worker._private_jobs
    WHERE payload ->> 'workspaceId' = ${workspaceId} AND key LIKE 'request:%'`.execute(database.db)
  return rows[0]!.payload
}
