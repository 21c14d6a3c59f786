import type { Profile, Step } from '../channel.ts'
import { agreedIn } from '../meta/answer.ts'
import { graphGet } from '../meta/graph.ts'
import { avatarIn, nobody, withoutProfile } from '../meta/messaging/profile.ts'
import { bag, bags, id, text } from '../reading.ts'
import { done, step } from '../step.ts'
import type { MessengerAccount } from './account.ts'

/** Name and picture; where they are withheld, the name the page's inbox has. */
export function profile(address: string, account: MessengerAccount): Step<Profile> {
  const request = graphGet(account, encodeURIComponent(address), { fields: 'first_name,last_name,profile_pic' })
  return step(request, (answer) => {
    const person = agreedIn(answer)
    if (person === null) return withoutProfile(answer) ?? nameInInbox(address, account)

    const name = [person.first_name, person.last_name]
      .map(text)
      .filter((part) => part !== null)
      .join(' ')
    const avatar = avatarIn(person.profile_pic)
    return name === '' ? nameInInbox(address, account, avatar) : done({ ...nobody, name, avatar })
  })
}

function nameInInbox(address: string, account: MessengerAccount, avatar: Profile['avatar'] = null): Step<Profile> {
  const query = { user_id: address, fields: 'participants' }
  return step(graphGet(account, `${account.settings.pageId}/conversations`, query), (answer) => {
    const body = agreedIn(answer)
    if (body === null) return withoutProfile(answer) ?? done({ ...nobody, avatar })

    const participants = bags(body.data).flatMap((conversation) => bags(bag(conversation.participants).data))
    const person = participants.find((one) => id(one.id) === address)
    return done({ ...nobody, name: text(person?.name), avatar })
  })
}
