import type { Failure, Profile, ProviderAnswer } from '../../channel.ts'
import { text } from '../../reading.ts'
import { download } from './media.ts'
import { failureOf } from './outcome.ts'

export const nobody: Profile = { name: null, locale: null, avatar: null }

/** The picture's address is good for some days. */
export function avatarIn(address: unknown): Profile['avatar'] {
  const url = text(address)
  return url !== null && /^https?:\/\//i.test(url) && URL.canParse(url) ? download(url) : null
}

/**
 * What a refused look-up comes to. Without consent (230), with a reviewer's account (9010), in some regions or for apps that
 * were not granted it (10, 100, 200) a person has no profile: that is an answer too, and says nothing about the account.
 * A dead token and a passing weakness are still that.
 */
export function withoutProfile(answer: ProviderAnswer): Failure | null {
  const failure = failureOf(answer)
  return failure.retry === 'later' || failure.code === 'auth_invalid' ? failure : null
}
