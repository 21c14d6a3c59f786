import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ApiError, getMailDetails } from '@fairlead/sdk'
import { keepBytes } from '../attachments/keep-bytes.ts'
import { parsed } from '../channels/email/testing.ts'
import { receive } from '../conversations/receive.ts'
import { setMailStage } from '../mailboxes/testing/stage.ts'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { apiKeyOf, setScene } from '../testing/scene.ts'

let app: TestApp

before(async () => {
  app = await openApp()
})
after(() => app[Symbol.asyncDispose]())

test('shows a mail as a page that can do nothing, with the pictures that came along', async () => {
  const { scene, id } = await storedMail('inline-image')
  const key = await apiKeyOf(app, scene.agents[0]!)
  const get = (query = '') =>
    app.fetch(
      new Request(`http://localhost/api/v1/messages/${id}/mail${query}`, {
        headers: { authorization: `Bearer ${key}` },
      }),
    )

  const response = await get()
  assert.equal(response.status, 200)
  assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8')
  assert.match(response.headers.get('content-security-policy')!, /default-src 'none'.*img-src data:;.*sandbox/)
  const page = await response.text()
  assert.match(page, /This is what came:<\/p>\s*<img alt="zipper" src="data:image\/png;base64,iVBORw0KGgo/)
  assert.doesNotMatch(page, /tracker/)
  assert.match(await (await get('?images=1')).text(), /tracker\.example\.net\/p\.gif/)
  assert.match(await (await get('?part=text')).text(), /<pre>This is what came:/)

  const details = await (await clientOf(app, scene.agents[0]!)).call(getMailDetails, { params: { id } })
  assert.deepEqual([details.subject, details.hasHtml, details.hasRemoteImages], ['Look at this', true, true])
  assert.match(details.headers['authentication-results']!, /spf=pass/)
})

test('shows it to nobody else, and shows nothing of what is no mail', async () => {
  const { scene, id } = await storedMail('plain')
  const stranger = await setScene(app.database)
  const status = async (url: string, headers: Record<string, string> = {}) =>
    (await app.fetch(new Request(`http://localhost/api/v1/messages/${url}`, { headers }))).status
  assert.equal(await status(`${id}/mail`), 401)
  const key = { authorization: `Bearer ${await apiKeyOf(app, stranger.agents[0]!)}` }
  assert.equal(await status(`${id}/mail`, key), 404)
  assert.equal(await status('nonsense/mail', key), 404)
  const client = await clientOf(app, stranger.agents[0]!)
  await assert.rejects(client.call(getMailDetails, { params: { id } }), (error: unknown) => error instanceof ApiError)
  assert.equal(scene.agents.length, 2)
})

async function storedMail(name: string) {
  const stage = await setMailStage(app, { imapPort: 9, smtpPort: 9 })
  const events = await keepBytes(stage.providers.storage, stage.channel, await parsed(name))
  await app.database.transact((tx) => receive(tx, [{ ...stage.channel, events }]))
  const [message] = await stage.messages()
  return { scene: stage.scene, id: message!.id }
}
