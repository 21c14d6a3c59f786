import type { HeldChannels } from '../channels/hold.ts'
import type { InboundMessage } from '../channels/inbound.ts'
import { channels } from '../channels/list.ts'
import { preferAddress } from '../contacts/address.ts'
import { allAddresses, type FoundContacts, type Known, keyOf, makeContacts } from '../contacts/find-or-make.ts'
import { markStanding } from '../contacts/standing.ts'
import { atOrNow } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { addJob } from '../jobs/add.ts'
import { settleEcho } from '../messages/echo.ts'
import { keyOfProviderId } from '../messages/provider-ids.ts'
import { unpark } from '../messages/update.ts'
import { storeMessages } from './store-messages.ts'
import { findThreads } from './threads.ts'

type Place = Readonly<{ workspaceId: string; channelId: string }>
type Here = Readonly<{ place: Place; event: InboundMessage }>

/** What was found with the locks held, each by channel and provider's id. */
type KnownOfMessages = Readonly<{
  stored: Set<string>
  /** Something came before its message. */
  parked: ReadonlySet<string>
  /** Nothing of it may be kept. */
  erased: ReadonlySet<string>
  contacts: FoundContacts
}>

/** `count`: of those that were new. `joined`: who began so many threads that a further one joined the last. */
type ReceivedMessages = Readonly<{ count: number; joined: readonly string[] }>

/** Stores what is not stored yet, in the order of writing. */
export async function receiveMessages(
  tx: Tx,
  held: HeldChannels,
  messages: readonly Here[],
  { stored, parked, erased, contacts: known }: KnownOfMessages,
): Promise<ReceivedMessages> {
  const unknown = messages.filter(({ place, event }) => {
    const key = keyOfProviderId({ ...place, providerId: event.providerId })
    const isNew = !stored.has(key)
    stored.add(key)
    return isNew
  })
  const fresh = (await withoutOwn(tx, unknown, known)).map((here) => (isIn(erased, here) ? withoutWords(here) : here))
  if (fresh.length === 0) return { count: 0, joined: [] }

  const { threads, joined } = await findThreads(tx, fresh, held.now)
  const writers = fresh.map(({ place, event }) => ({ ...place, sender: event.contact, isVerified: true }))
  const { contacts, written } = makeContacts(tx, writers, known)
  const incoming = fresh.map(({ place, event: { contact, message, ...event } }, index) => ({
    ...place,
    contact: contacts[index]!,
    addresses: allAddresses(contact),
    ...{ providerId: event.providerId, clientId: null, author: event.author, at: event.at },
    ...{ isAutomatic: event.isAutomatic, data: event.data, thread: threads[index]!, mail: event.mail },
    ...message,
  }))
  await Promise.all([written, storeMessages(tx, held, incoming)])
  for (const [index, here] of fresh.entries()) {
    await noteWriter(tx, held, here, contacts[index]!)
    if (isIn(parked, here)) await unpark(tx, here.place, here.event.providerId)
  }
  return { count: fresh.length, joined }
}

function isIn(keys: ReadonlySet<string>, { place, event }: Here): boolean {
  return keys.has(keyOfProviderId({ ...place, providerId: event.providerId }))
}

/** Without the echoes of what we sent ourselves: those settle what they are of. */
async function withoutOwn(tx: Tx, messages: readonly Here[], known: FoundContacts): Promise<Here[]> {
  const others: Here[] = []
  for (const here of messages) {
    const { place, event } = here
    const [contact] = allAddresses(event.contact).flatMap((each) => known.get(keyOf(place.channelId, each)) ?? [])
    const isOwn = event.author === 'member' && (await settleEcho(tx, { place, contactId: contact?.id ?? null, event }))
    if (!isOwn) others.push(here)
  }
  return others
}

function withoutWords({ place, event }: Here): Here {
  const { data: _, mail: __, ...rest } = event
  return { place, event: { ...rest, message: { ...event.message, text: '', content: {}, attachments: [] } } }
}

// What follows from somebody having written, beside the message.
async function noteWriter(tx: Tx, held: HeldChannels, { place, event }: Here, contact: Known): Promise<void> {
  const { workspaceId, channelId } = place
  const { acknowledge: token } = event
  if (token !== undefined) await addJob(tx, 'message.acknowledge', { workspaceId, id: channelId, token })
  if (event.author !== 'contact') return
  const [address] = event.contact.addresses
  if (contact.prefersAnother) await preferAddress(tx, place, contact.id, address!)
  // Nobody writes to whom they have blocked.
  if (contact.isBlocked) {
    const { addresses } = event.contact
    await markStanding(tx, place, { addresses, standing: 'unblocked', at: atOrNow(event.at) })
  }
  const type = held.channels.get(channelId)?.type
  if (contact.isProfileOld && type !== undefined && channels[type].adapter?.profile) {
    const key = `profile:${channelId}:${contact.id}`
    await addJob(tx, 'contact.fetch-profile', { workspaceId, id: contact.id, channelId }, { key })
  }
}
