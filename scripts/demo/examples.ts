import {
  type Conversation,
  closeConversation,
  listContacts,
  listConversations,
  type Presence,
  patchContact,
  putAssignment,
  putPresence,
} from '@fairlead/sdk'
import type { Colleague } from './agent.ts'
import type { Door } from './door.ts'
import { Pace } from './pace.ts'
import type { Random } from './random.ts'
import type { Screen } from './screen.ts'
import { openWebchat, type WebchatEntrance } from './webchat-door.ts'
import type { Stage } from './workspace.ts'

type Account = Readonly<{ name: string; userId: string; email: string }>

const account = (name: string, index: number): Account => ({
  name,
  userId: `account-${index}`,
  email: `${name.toLowerCase().replaceAll(' ', '.')}@accounts.example`,
})

const astrid = account('Astrid Anker', 1)
const bruno = account('Bruno Buoy', 2)
const carla = account('Carla Compass', 3)
const dirk = account('Dirk Dinghy', 4)
const edda = account('Edda Estuary', 5)
const signe = account('Signe Skipper', 6)
const vigdis = account('Vigdis Voyage', 7)

type Scenery = Readonly<{
  stage: Stage
  portal: WebchatEntrance
  page: WebchatEntrance
  random: Random
  screen: Screen
}>

/**
 * Sees to it that each kind of decision is there to be looked at, once, in the first minutes of a new demo: nobody
 * eligible, overflow, strategy, owner, previous agent, no answer, and a hold that ends. By the clock and not by the pace,
 * since the server's timers know no other.
 */
export async function showExamples({ stage, portal, page, random, screen }: Scenery): Promise<void> {
  const { owner, keyAgents } = stage
  const [fay, gil, hal] = keyAgents
  if (!stage.isNew || !fay || !gil || !hal) return
  const { signal } = portal
  const clock = new Pace(1, signal)

  // Nobody speaks it; nobody of the key accounts' team is there.
  await (await openWebchat(page, signe, 'no')).say('Hei! Er kajakken på lager igjen?', random)
  const overflowing = await openWebchat(portal, astrid)
  await overflowing.say('How do I send something back?', random)

  await hasAgent(astrid)

  // Everybody has been served once before, so that there are previous agents.
  for (const colleague of [fay, gil]) await choose(colleague, 'online')
  const doors = new Map<Account, Door>()
  for (const customer of [bruno, carla, dirk, edda]) {
    const door = await openWebchat(portal, customer)
    doors.set(customer, door)
    await door.say('Do you sell gift cards?', random)
  }
  for (const customer of [bruno, carla, dirk, edda]) await isAnswered(customer)
  // So that nobody else has served her before.
  await give(edda, hal)
  for (const customer of [bruno, carla, dirk, edda]) await close(customer)
  await own(bruno, gil)
  await own(dirk, hal)
  await own(edda, hal)

  await choose(hal, 'online')
  await again(bruno, 'We are a rowing club and need 24 rain jackets with our name on them.')
  await again(carla, 'I need 40 m of rope for a mooring, the boat is 9 m long. What thickness?')
  await again(dirk, 'Looking for a sleeping bag for my daughter, she is always cold.')
  await hasAgent(dirk)
  // He has gone to lunch, and who is his waits for him, for a minute.
  await choose(hal, 'busy')
  await again(edda, 'Gas or spirit, which stove would you take to the far north in autumn?')
  screen.say('Key accounts: Hal does not answer, and others will take over within a minute or two')

  // Somebody whom the workflow for VIPs knows when she comes again.
  const visit = await openWebchat(page, vigdis)
  doors.set(vigdis, visit)
  await visit.say('Do you sell gift cards?', random)
  await give(vigdis, gil)
  await isAnswered(vigdis)
  await own(vigdis, gil, ['vip'])
  await close(vigdis)
  await again(vigdis, 'How do I send something back?')

  async function again(customer: Account, text: string): Promise<void> {
    await doors.get(customer)?.say(text, random)
  }

  async function choose({ client, memberId, name }: Colleague, presence: Presence): Promise<void> {
    await client.call(putPresence, { params: { id: memberId }, body: { presence }, signal })
    screen.say(`${name} is ${presence}`)
  }

  async function own(customer: Account, { memberId }: Colleague, tags: string[] = []): Promise<void> {
    const { id } = await contactOf(customer)
    const body = { ownerId: memberId, stage: 'key account', tags }
    await owner.client.call(patchContact, { params: { id }, body, signal })
  }

  async function contactOf({ name }: Account): Promise<{ id: string }> {
    // Who has just written is found a moment later.
    for (let tries = 0; tries < 20; tries += 1) {
      const { data } = await owner.client.call(listContacts, { query: { q: name }, signal })
      if (data[0]) return data[0]
      await clock.wait(0.5)
    }
    throw new Error(`${name} is nowhere to be found`)
  }

  async function isAnswered(customer: Account): Promise<void> {
    const door = doors.get(customer)
    while (door && door.countAnswers() === 0) await clock.wait(0.5)
  }

  async function give(customer: Account, { memberId }: Colleague): Promise<void> {
    const conversation = await openOne(customer)
    if (!conversation) return
    await owner.client.call(putAssignment, { params: { id: conversation.id }, body: { memberId }, signal })
  }

  async function close(customer: Account): Promise<void> {
    const conversation = await openOne(customer)
    if (conversation) await owner.client.call(closeConversation, { params: { id: conversation.id }, signal })
  }

  async function hasAgent(customer: Account): Promise<void> {
    for (let tries = 0; tries < 20; tries += 1) {
      if ((await openOne(customer))?.assigneeId) return
      await clock.wait(0.5)
    }
  }

  async function openOne(customer: Account): Promise<Conversation | undefined> {
    const { id } = await contactOf(customer)
    const query = { view: 'all', contactId: id } as const
    const { data } = await owner.client.call(listConversations, { query, signal })
    return data[0]
  }
}
