import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Upload } from '../attachments/claim.ts'
import { channels } from '../channels/list.ts'
import { toParts } from './parts.ts'

const megabyte = 1024 * 1024

test('files that are too much for one message go in several, in their order', () => {
  const files = [2, 2, 2, 5, 1].map((size, index) => file(index, size * megabyte))
  const parts = toParts({ ...words, attachments: files }, channels.sms.capabilities)

  assert.deepEqual(
    parts.map(({ attachmentIds }) => attachmentIds),
    [['0', '1'], ['2'], ['3'], ['4']],
  )
  assert.deepEqual(
    parts.map(({ text }) => text),
    ['Here you are', '', '', ''],
  )
})

test('what is no picture is refused before it is sent where it may be less large', () => {
  const attachments = [file(1, 600 * 1024, 'application/pdf')]
  assert.throws(() => toParts({ ...words, attachments }, channels.sms.capabilities), {
    code: 'attachment_too_large',
    message: /500 KB/,
  })
  assert.equal(toParts({ ...words, attachments }, channels.email.capabilities).length, 1)
})

const words = { text: 'Here you are', isTemplate: false, choices: [] }

function file(id: number, size: number, type = 'image/jpeg'): Upload {
  return { id: String(id), name: `${id}.jpg`, type, size, state: 'stored', isVoice: false }
}
