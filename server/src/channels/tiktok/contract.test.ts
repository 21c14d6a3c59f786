import { hmac } from '../signature.ts'
import { capturedIn } from '../testing/captured.ts'
import { exampleAnswer } from '../testing/example.ts'
import { describeChannel } from '../testing/suite.ts'
import { tiktok } from './index.ts'
import { account } from './testing.ts'

describeChannel({
  channel: tiktok,
  account,
  fixtures: capturedIn(new URL('./fixtures/', import.meta.url)),
  ignored: ['comment', 'europe', 'read-by-business'],
  webhook: {
    header: 'tiktok-signature',
    sign({ body }, { secrets }, at) {
      const seconds = Math.floor(at / 1000)
      return `t=${seconds},s=${hmac('sha256', secrets.appSecret, [`${seconds}.`, body], 'hex')}`
    },
    accountWith: (appSecret) => ({ ...account, secrets: { ...account.secrets, appSecret } }),
    tellsTime: true,
  },
  to: 'AbC/dEf+123==',
  strangers: ['user:7009988776655443322', ''],
  refuses: {
    'a template': { template: { name: 'back', language: 'en', header: {}, body: {}, buttons: [] } },
    'a quick reply': { choices: [{ id: 'yes', title: 'Yes' }] },
  },
  taken: exampleAnswer(200, '{"code":0,"message":"OK","data":{"message":{"message_id":"7439000111222333500"}}}'),
})
