import { hmac } from '../signature.ts'
import { capturedIn } from '../testing/captured.ts'
import { exampleAnswer } from '../testing/example.ts'
import { describeChannel } from '../testing/suite.ts'
import { readForm } from './form.ts'
import { sms } from './index.ts'
import { account } from './testing.ts'

// Kept with their fields decoded, and posted as forms.
const fixtures = capturedIn(new URL('./fixtures/', import.meta.url), (text) =>
  new URLSearchParams(Object.entries<string>(JSON.parse(text))).toString(),
)

describeChannel({
  channel: sms,
  account,
  fixtures: fixtures.map((fixture) =>
    fixture.name.startsWith('status-')
      ? { ...fixture, query: '?message=0199d5f0-0000-7000-8000-00000000000a' }
      : fixture,
  ),
  ignored: ['whatsapp'],
  webhook: {
    header: 'x-twilio-signature',
    sign: ({ url, body }, { secrets }) => {
      const form = readForm(body)
      const names = [...new Set(form.keys())].sort()
      const fields = names.flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => `${name}${value}`))
      return hmac('sha1', secrets.authToken, url + fields.join(''), 'base64')
    },
    accountWith: (authToken) => ({ ...account, secrets: { ...account.secrets, authToken } }),
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  },
  to: '+15035550147',
  strangers: ['ACMEPARCEL', 'whatsapp:+15035550147', '+0', ''],
  refuses: {
    'a template': { template: { name: 'back', language: 'en', header: {}, body: {}, buttons: [] } },
  },
  taken: exampleAnswer(
    201,
    '{"sid":"SM1a2b3c4d5e6f708192a3b4c5d6e7f809","from":"+12065550123","to":"+15035550147","status":"queued","error_code":null}',
  ),
})
