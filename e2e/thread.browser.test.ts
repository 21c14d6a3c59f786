/** A long thread as somebody reads it: where it opens, how one moves in it, and who else is there. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import { listConversations, listMessages, postMessage, postNote, putViewing, readConversation } from '@fairlead/sdk'
import type { Locator } from 'playwright-core'
import { launchBrowser, logIn, phone, picture } from './stage/browser.ts'
import { makeDataDir, startServer } from './stage/server.ts'
import { sendWebhook, textWebhook } from './stage/whatsapp-webhook.ts'
import { addAgent, connectWhatsapp, makeTeam, setUp } from './stage/workspace.ts'

const count = 120
/** Of them, those that nobody has read when it is opened. */
const newCount = 4

test('a thread of hundreds of messages is gone through without a jump, and others in it are seen', async () => {
  await using stage = await openStage()
  const { ana, ben, page, conversation, url } = stage
  const { id } = conversation
  const thread = page.getByRole('region', { name: /^Messages with/ })
  const message = (number: number) => thread.getByText(`Message ${number}`, { exact: true })

  await page.goto(`${url}/inbox/all/${id}`)
  // It opens at the end, with a line before what is new.
  await message(count).waitFor()
  await thread.getByText('New', { exact: true }).waitFor()
  await picture(page, 'thread-unread')

  // Upwards: older pages come, and what is read stays where it is.
  for (let pages = 0; pages < 40 && !(await message(1).isVisible()); pages += 1) {
    await thread.hover()
    await page.mouse.wheel(0, -1500)
    await page.waitForTimeout(60)
  }
  await message(1).waitFor()
  const drawn = await page.locator('[data-message]').count()
  assert.ok(drawn < 110, `${drawn} messages are drawn`)

  // An address leads to a message in the middle, and from there on to both sides.
  const { data } = await ana.client.call(listMessages, { params: { id }, query: { limit: 200 } })
  const wanted = data.find(({ text }) => text === 'Message 60')
  assert.ok(wanted)
  await page.goto(`${url}/inbox/all/${id}?message=${wanted.id}`)
  await message(60).waitFor()
  assert.ok(await isInSight(message(60)))
  await page.waitForURL((address) => !address.searchParams.has('message'))
  await picture(page, 'thread-message')
  await page.getByRole('button', { name: /newest message|new messages/ }).click()
  await message(count).waitFor()

  // Somebody else writes.
  const viewing = { params: { id } }
  await ben.client.call(putViewing, { ...viewing, body: { isTyping: true } })
  await page.getByText('Ben Agent is writing…').first().waitFor()
  await picture(page, 'thread-writing')
  await ben.client.call(putViewing, { ...viewing, body: { isTyping: false } })
  await page.getByText('Ben Agent is looking at this too').first().waitFor({ state: 'attached' })

  // Marks are shown as what they mean.
  await ana.client.call(postNote, { ...viewing, body: { text: 'A **bold** word, `code` and https://shop.example/a' } })
  await page.locator('strong', { hasText: 'bold' }).waitFor()
  await picture(page, 'thread-marks')
})

test('what went to many says of which broadcast it is part', async () => {
  await using stage = await openStage({ messages: 6 })
  const { ana, page, conversation, url } = stage
  const params = { id: conversation.id }
  await page.goto(`${url}/inbox/all/${conversation.id}`)
  await ana.client.call(postMessage, { params, body: { text: '20 % off', broadcast: 'Spring sale' } })
  const message = page.getByRole('article').filter({ hasText: '20 % off' })
  await message.getByText('Part of the broadcast Spring sale').waitFor()
  await picture(page, 'thread-broadcast')
  await page.reload()
  await message.getByText('Part of the broadcast Spring sale').waitFor()
})

test('pictures are looked at over the whole window, by keys, and the focus comes back', async () => {
  await using stage = await openStage({ messages: 6 })
  const { ana, page, conversation, url } = stage
  const params = { id: conversation.id }
  for (const [name, width, height] of [
    ['boots.png', 600, 400],
    ['map.png', 300, 500],
  ] as const) {
    const attachmentId = await uploadPng(url, ana.apiKey, name, width, height)
    await ana.client.call(postNote, { params, body: { text: name, attachmentIds: [attachmentId] } })
  }
  await page.goto(`${url}/inbox/all/${conversation.id}`)
  const picture1 = page.getByRole('link', { name: /boots\.png/ })
  await picture1.waitFor()
  assert.match((await picture1.getAttribute('style')) ?? '', /600 ?\/ ?400/)
  await picture(page, 'thread-pictures')

  await picture1.focus()
  await page.keyboard.press('Enter')
  const viewer = page.getByRole('dialog')
  await viewer.getByRole('img', { name: 'boots.png' }).waitFor()
  await page.keyboard.press('ArrowRight')
  await viewer.getByRole('img', { name: 'map.png' }).waitFor()
  await page.keyboard.press('+')
  await page.keyboard.press('+')
  await picture(page, 'media-viewer')
  await page.keyboard.press('ArrowLeft')
  await viewer.getByRole('img', { name: 'boots.png' }).waitFor()
  await page.keyboard.press('Escape')
  await viewer.waitFor({ state: 'hidden' })
  assert.ok(await picture1.evaluate((link) => link.matches(':focus')))

  const small = await logIn(stage.browser, url, ana, phone)
  await small.getByRole('button', { name: 'Log in' }).waitFor({ state: 'hidden' })
  await small.goto(`${url}/inbox/all/${conversation.id}`)
  await small.getByRole('link', { name: /map\.png/ }).waitFor()
  await picture(small, 'thread-phone')
  await small.getByRole('link', { name: /boots\.png/ }).tap()
  await small.getByRole('dialog').getByRole('img', { name: 'boots.png' }).waitFor()
  await picture(small, 'media-viewer-phone')
})

async function openStage({ messages = count }: { messages?: number } = {}) {
  await using opening = new AsyncDisposableStack()
  const folder = await makeDataDir()
  opening.defer(() => folder.remove())
  const server = await startServer({ FAIRLEAD_DATA_DIR: folder.path })
  opening.defer(async () => void (await server.stop()))
  const browser = await launchBrowser()
  opening.defer(() => browser.close())
  const { url } = server
  const owner = await setUp(url)
  const ana = await addAgent(url, owner, 'Ana Agent')
  const ben = await addAgent(url, owner, 'Ben Agent')
  const team = await makeTeam(owner, [ana, ben])
  const channel = await connectWhatsapp(owner, team.id)
  const say = async (from: number, to: number) => {
    for (let each = from; each <= to; each += 1) {
      await sendWebhook(url, channel.id, textWebhook({ from: '447700900001', id: `m${each}`, text: `Message ${each}` }))
    }
  }
  await say(1, messages - newCount)
  const { data } = await owner.client.call(listConversations, { query: { view: 'all' } })
  const [conversation] = data
  assert.ok(conversation)
  await owner.client.call(readConversation, { params: { id: conversation.id } })
  await say(messages - newCount + 1, messages)
  const page = await logIn(browser, url, ana)
  await page.getByRole('button', { name: 'Log in' }).waitFor({ state: 'hidden' })
  const stack = opening.move()
  return { browser, ana, ben, page, conversation, url, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

function isInSight(message: Locator): Promise<boolean> {
  return message.evaluate((element) => {
    const box = element.closest('[data-thread]')?.getBoundingClientRect()
    const { top, bottom } = element.getBoundingClientRect()
    return box !== undefined && top >= box.top && bottom <= box.bottom
  })
}

async function uploadPng(url: string, apiKey: string, name: string, width: number, height: number): Promise<string> {
  const body = new FormData()
  body.set('file', new File([pngOf(width, height)], name, { type: 'image/png' }))
  const answer = await fetch(`${url}/api/v1/attachments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
    body,
  })
  const { id } = (await answer.json()) as { id: string }
  return id
}

/** A picture in stripes. */
function pngOf(width: number, height: number): Buffer<ArrayBuffer> {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2], 8)
  const row = Buffer.alloc(1 + width * 3)
  for (let at = 0; at < width; at += 1) row.set(at % 60 < 30 ? [47, 93, 138] : [220, 232, 240], 1 + at * 3)
  const rows = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  const parts = [chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}
