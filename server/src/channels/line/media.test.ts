import assert from 'node:assert/strict'
import { test } from 'node:test'
import { providerUrls } from '../../testing/providers.ts'
import { exampleAnswer } from '../testing/example.ts'
import { fetchMedia, mediaIdOf } from './media.ts'
import { account } from './testing.ts'

const video = mediaIdOf.prepared('532188990011223346')

test('pictures and files are there at once, on the other host', () => {
  assert.deepEqual(fetchMedia(mediaIdOf.content('532188990011223345'), account), {
    kind: 'done',
    value: {
      kind: 'request',
      method: 'GET',
      url: 'https://api-data.line.me/v2/bot/message/532188990011223345/content',
      headers: { authorization: 'Bearer the-access-token-of-example-shop' },
      body: { kind: 'none' },
    },
  })
})

test('videos and voices are asked for until LINE has prepared them', () => {
  const first = fetchMedia(video, account)
  assert.ok(first.kind === 'step')
  assert.match(first.request.url, /\/532188990011223346\/content\/transcoding$/)

  const waiting = first.read(exampleAnswer(200, '{"status":"processing"}'))
  assert.deepEqual(waiting.kind === 'failure' && [waiting.code, waiting.retry], ['media_error', 'later'])
  const ready = first.read(exampleAnswer(200, '{"status":"succeeded"}'))
  assert.match(ready.kind === 'done' ? ready.value.url : '', /\/532188990011223346\/content$/)
  const never = first.read(exampleAnswer(200, '{"status":"failed"}'))
  assert.equal(never.kind === 'failure' && never.retry, 'never')
})

test('what is gone is gone, and a dead token is no reason to give up a file', () => {
  const first = fetchMedia(video, account)
  assert.ok(first.kind === 'step')
  for (const status of [404, 410]) {
    const gone = first.read(exampleAnswer(status, '{"message":"Not found"}'))
    assert.deepEqual(gone.kind === 'failure' && [gone.code, gone.retry], ['media_error', 'never'])
  }
  const dead = first.read(exampleAnswer(401, '{}'))
  assert.deepEqual(dead.kind === 'failure' && [dead.code, dead.isChannelBroken], ['auth_invalid', true])
})

test('the token goes to LINE alone', () => {
  for (const mediaId of [mediaIdOf.external('https://media.example.com/v.mp4'), mediaIdOf.sticker('1988')]) {
    const found = fetchMedia(mediaId, account)
    assert.deepEqual(found.kind === 'done' && found.value.headers, {})
  }
})

test('stickers lie where LINE’s own apps find them, and at a stand-in with the rest', () => {
  const at = (own: typeof account): string => {
    const found = fetchMedia('sticker/1988', own)
    return found.kind === 'done' ? found.value.url : ''
  }
  const path = '/stickershop/v1/sticker/1988/android/sticker.png'
  assert.equal(at(account), `https://stickershop.line-scdn.net${path}`)
  const urls = providerUrls({ line_data: 'http://127.0.0.1:7005' })
  assert.equal(at({ ...account, urls }), `http://127.0.0.1:7005${path}`)
})
