import { signAt } from '../signature.ts'
import { capturedIn } from '../testing/captured.ts'
import { exampleAnswer } from '../testing/example.ts'
import { describeChannel } from '../testing/suite.ts'
import { api } from './index.ts'
import { account } from './testing.ts'

describeChannel({
  channel: api,
  account,
  fixtures: capturedIn(new URL('./fixtures/', import.meta.url)),
  webhook: {
    header: 'fairlead-signature',
    sign: ({ body }, { secrets }, at) => signAt(body, secrets.signingSecret, at),
    accountWith: (signingSecret) => ({ ...account, secrets: { signingSecret } }),
    tellsTime: true,
  },
  to: 'mara-1',
  strangers: [],
  refuses: {
    'a template': { template: { name: 'back', language: 'en', header: {}, body: {}, buttons: [] } },
  },
  taken: exampleAnswer(200, '{"id":"out-1"}'),
})
