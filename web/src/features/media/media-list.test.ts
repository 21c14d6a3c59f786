import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Attachment } from '@fairlead/sdk'
import { uuid } from '../conversations/examples.ts'
import { messageExample } from '../messages/examples.ts'
import { mediaOf } from './media-list.ts'

test('has pictures and films in their order, and nothing that is not here', () => {
  const messages = [
    messageExample({ attachments: [file(1, 'image/png'), file(2, 'application/pdf'), file(3, 'video/mp4')] }),
    messageExample({ attachments: [file(4, 'image/jpeg', 'pending'), file(5, 'audio/ogg')] }),
    messageExample({ attachments: [file(6, 'image/png')], deletedAt: '2026-01-01T12:00:00.000Z' }),
    messageExample({ attachments: [file(7, 'image/webp')] }),
  ]

  assert.deepEqual(
    mediaOf(messages).map(({ attachment }) => attachment.id),
    [uuid(1), uuid(3), uuid(7)],
  )
})

function file(number: number, type: string, state: Attachment['state'] = 'stored'): Attachment {
  return { id: uuid(number), name: 'a file', type, size: 1, state, isVoice: false }
}
