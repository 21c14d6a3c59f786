import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parsed } from '../channels/email/testing.ts'
import { receive } from '../conversations/receive.ts'
import { now } from '../db/clock.ts'
import { type MailStage, setMailStage } from '../mailboxes/testing/stage.ts'
import { openApp, type TestApp } from '../testing/app.ts'
import { loadFacts } from './facts.ts'

let app: TestApp

before(async () => {
  app = await openApp()
})
after(() => app[Symbol.asyncDispose]())

test('lets no machine answer a machine, nor a list, and does let it answer people', async () => {
  assert.equal(await mayBeAnswered('plain'), true)
  assert.equal(await mayBeAnswered('list'), false)
  assert.equal(await mayBeAnswered('newsletter'), false)
})

test('stops answering whoever was answered again and again', async () => {
  const stage = await setMailStage(app, { imapPort: 9, smtpPort: 9 })
  for (let index = 0; index < 6; index += 1) {
    await bring(
      stage,
      Buffer.from(`From: robot@example.net\nSubject: ${index}\nMessage-ID: <r${index}@example.net>\n\nI am nobody.`),
    )
    const [conversation] = (await stage.conversations()).toReversed()
    const [facts] = await loadFacts(app.database.db, stage.channel.workspaceId, [conversation!.id], now())
    assert.equal(facts!.isChannelWorking, index < 5, `the ${index + 1}. conversation`)
    await app.database.db
      .insertInto('message')
      .values({
        ...{ workspace_id: stage.channel.workspaceId, id: crypto.randomUUID(), conversation_id: conversation!.id },
        ...{ channel_id: stage.channel.channelId, author_type: 'system', author_id: null, author_name: 'Support' },
        ...{ kind: 'text', text: 'We are closed.', state: 'sent', at: new Date() },
      })
      .execute()
  }
})

async function mayBeAnswered(name: string): Promise<boolean> {
  const stage = await setMailStage(app, { imapPort: 9, smtpPort: 9 })
  await bring(stage, name)
  const [conversation] = await stage.conversations()
  const [facts] = await loadFacts(app.database.db, stage.channel.workspaceId, [conversation!.id], now())
  return facts!.isChannelWorking
}

async function bring(stage: MailStage, mail: string | Uint8Array): Promise<void> {
  const events = await parsed(mail)
  await app.database.transact((tx) => receive(tx, [{ ...stage.channel, events }]))
}
