import type { Checked, Step } from '../channel.ts'
import { agreedIn } from '../meta/answer.ts'
import { graphGet } from '../meta/graph.ts'
import { text } from '../reading.ts'
import { done, step } from '../step.ts'
import type { WhatsappAccount, WhatsappSettings } from './account.ts'
import { failureOf } from './outcome.ts'

/** Whose number it is, as customers see it. */
export function check(account: WhatsappAccount): Step<Checked<WhatsappSettings>> {
  const fields = { fields: 'display_phone_number,verified_name' }
  return step(graphGet(account, account.settings.phoneNumberId, fields), (answer) => {
    const number = agreedIn(answer)
    if (number === null) return failureOf(answer)

    const displayPhoneNumber = text(number.display_phone_number)?.slice(0, 32) ?? ''
    return done({
      name: text(number.verified_name) ?? displayPhoneNumber,
      settings: displayPhoneNumber === '' ? {} : { displayPhoneNumber },
    })
  })
}
