import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../../db/id.ts'
import { makeWorkspace } from '../../setup/testing.ts'
import { openApp } from '../../testing/app.ts'
import { secrets as sealer } from '../../testing/scene.ts'
import { sealSecrets, webhookUrlOf } from '../account.ts'
import { signAt } from '../signature.ts'
import { account } from './testing.ts'

const publicUrl = 'https://desk.example.com'

test('whoever writes in is told which fields do not fit, and nothing of the request is stored', async () => {
  await using app = await openApp({ publicUrl })
  const { id: workspaceId } = await makeWorkspace(app.database)
  const channelId = newId()
  await app.database.db
    .insertInto('channel')
    .values({
      ...{ workspace_id: workspaceId, id: channelId, type: 'api', name: 'Shop chat', account_id: null },
      settings: JSON.stringify(account.settings),
      secrets: sealSecrets(sealer, channelId, { ...account.secrets }),
    })
    .execute()

  const good = { type: 'message', id: 'm-1', contact: { address: 'mara-1' }, text: 'Hello' }
  const post = async (...events: readonly object[]) => {
    const body = JSON.stringify({ events })
    const headers = { 'fairlead-signature': signAt(body, account.secrets.signingSecret, Date.now()) }
    const url = webhookUrlOf({ id: channelId, type: 'api' }, publicUrl)
    const response = await app.fetch(new Request(url, { method: 'POST', headers, body }))
    return { status: response.status, text: await response.text() }
  }
  const stored = async () => {
    const rows = await app.database.db
      .selectFrom('message')
      .select('text')
      .where('channel_id', '=', channelId)
      .execute()
    return rows.map(({ text }) => text)
  }

  const refused = await post(good, { ...good, id: 'm-2', contact: { address: 'mara-1', phone: '0770' } })
  assert.equal(refused.status, 400)
  const problem = JSON.parse(refused.text)
  assert.equal(problem.code, 'invalid_request')
  assert.deepEqual(
    problem.errors.map(({ path }: { path: string }) => path),
    ['events.1.contact.phone'],
  )
  assert.deepEqual(await stored(), [])

  for (let times = 0; times < 2; times += 1) assert.equal((await post(good)).status, 200)
  assert.deepEqual(await stored(), ['Hello'])
})
