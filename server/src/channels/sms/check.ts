import type { Checked, Failure, ProviderRequest, Step } from '../channel.ts'
import { bag, bags, text, tryJson } from '../reading.ts'
import { done, step } from '../step.ts'
import type { SmsAccount, SmsSettings } from './account.ts'
import { isE164 } from './numbers.ts'
import { failureOf, isOk } from './outcome.ts'
import { basicAuth, restUrl } from './rest.ts'

/** Whose account it is, whether it is alive, and whether the number is its own. */
export function check(account: SmsAccount): Step<Checked<SmsSettings>> {
  return step(read(account, '.json'), (answer) => {
    if (answer.kind === 'no_answer' || !isOk(answer)) return failureOf(answer)
    const { status, friendly_name } = bag(tryJson(answer.body))
    if (status !== undefined && status !== 'active') return failure(`the account is ${text(status) ?? 'not active'}`)
    return findNumber(account, text(friendly_name) ?? account.settings.accountSid)
  })
}

function findNumber(account: SmsAccount, accountName: string): Step<Checked<SmsSettings>> {
  const { number, messagingServiceSid } = account.settings
  const request = isE164(number)
    ? read(account, '/IncomingPhoneNumbers.json', { PhoneNumber: number })
    : read(account, '/SMS/ShortCodes.json', { ShortCode: number })

  return step(request, (answer) => {
    if (answer.kind === 'no_answer' || !isOk(answer)) return failureOf(answer)
    const { incoming_phone_numbers, short_codes } = bag(tryJson(answer.body))
    const found = [...bags(incoming_phone_numbers), ...bags(short_codes)].find(
      ({ phone_number, short_code }) => phone_number === number || short_code === number,
    )
    if (found && bag(found.capabilities).sms === false) return failure(`${number} takes no text messages`)
    // A messaging service may hold numbers that are hosted elsewhere.
    if (!found && messagingServiceSid === '') return failure(`${number} is not a number of this account`)
    return done({ name: text(found?.friendly_name) ?? accountName, settings: {} })
  })
}

function read(account: SmsAccount, path: string, query: Readonly<Record<string, string>> = {}): ProviderRequest {
  return {
    kind: 'request',
    method: 'GET',
    url: restUrl(account, path, query),
    headers: basicAuth(account),
    body: { kind: 'none' },
  }
}

function failure(detail: string): Failure {
  return { kind: 'failure', code: 'permission', detail, retry: 'never', retryAfterMs: null, isChannelBroken: true }
}
