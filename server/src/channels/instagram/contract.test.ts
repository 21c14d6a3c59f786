import { hmac } from '../signature.ts'
import { capturedIn } from '../testing/captured.ts'
import { exampleAnswer, examplePhoto } from '../testing/example.ts'
import { describeChannel } from '../testing/suite.ts'
import { instagram } from './index.ts'
import { account } from './testing.ts'

const song = { ...examplePhoto, name: 'song.m4a', type: 'audio/mp4' }

describeChannel({
  channel: instagram,
  account,
  fixtures: capturedIn(new URL('./fixtures/', import.meta.url)),
  ignored: ['comment', 'self'],
  webhook: {
    header: 'x-hub-signature-256',
    sign: ({ body }, { secrets }) => `sha256=${hmac('sha256', secrets.appSecret, body, 'hex')}`,
    accountWith: (appSecret) => ({ ...account, secrets: { ...account.secrets, appSecret } }),
  },
  to: '1200000000000001',
  strangers: ['alva.example', ''],
  // Neither MP3 nor Ogg is taken.
  sends: {
    audio: { text: '', attachments: [song] },
    voice: { text: '', attachments: [{ ...song, isVoice: true }] },
  },
  taken: exampleAnswer(200, '{"recipient_id":"1200000000000001","message_id":"aWdfOUT1"}'),
})
