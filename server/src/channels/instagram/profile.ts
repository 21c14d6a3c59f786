import type { Profile, Step } from '../channel.ts'
import { agreedIn } from '../meta/answer.ts'
import { graphGet } from '../meta/graph.ts'
import { avatarIn, nobody, withoutProfile } from '../meta/messaging/profile.ts'
import { text } from '../reading.ts'
import { done, step } from '../step.ts'
import { doorOf, type InstagramAccount } from './account.ts'

/** Name, or username where there is none, and picture. */
export function profile(address: string, account: InstagramAccount): Step<Profile> {
  const { caller } = doorOf(account)
  const request = graphGet(caller, encodeURIComponent(address), { fields: 'name,username,profile_pic' })
  return step(request, (answer) => {
    const person = agreedIn(answer)
    if (person === null) return withoutProfile(answer) ?? done(nobody)
    return done({ ...nobody, name: text(person.name) ?? text(person.username), avatar: avatarIn(person.profile_pic) })
  })
}
