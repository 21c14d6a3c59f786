import { capturedIn } from '../testing/captured.ts'
import { exampleAnswer } from '../testing/example.ts'
import { describeChannel } from '../testing/suite.ts'
import { email } from './index.ts'
import { messageIdHeader } from './outcome.ts'
import { accountWith, asCaptured } from './testing.ts'

const fixtures = capturedIn(new URL('./fixtures/', import.meta.url), asCaptured).map((each) =>
  each.name === 'from-ourselves' ? { ...each, query: '?folder=Sent' } : each,
)

describeChannel({
  channel: email,
  account: accountWith(),
  fixtures,
  ignored: ['loop'],
  webhook: null,
  to: 'mara@example.net',
  strangers: ['+447700900001', 'unknown@invalid', 'two words@example.net', ''],
  message: { mail: { subject: 'Broken zipper', cc: [], bcc: [], references: [] } },
  refuses: {
    'a template': { template: { name: 'back', language: 'en', header: {}, body: {}, buttons: [] } },
    'answers to choose from': { choices: [{ id: 'yes', title: 'Yes' }] },
  },
  taken: exampleAnswer(250, '2.0.0 Ok: queued', { [messageIdHeader]: 'out-1@example.com' }),
})
