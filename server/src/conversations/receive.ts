/**
 * Takes in what providers brought: one transaction for everything in many webhooks, each statement for all of it. Each
 * thing is stored once, however often and in whatever order it comes: messages by the provider's id, receipts only
 * forward, edits and reactions parked until their message is there.
 */

import { applyAccountNews } from '../channels/account-news.ts'
import { holdChannels } from '../channels/hold.ts'
import type { InboundEvent, InboundMessage, InboundStanding, Sender } from '../channels/inbound.ts'
import { changeAddress, movedSender } from '../contacts/address.ts'
import { findContacts } from '../contacts/find-or-make.ts'
import { lockAddresses } from '../contacts/hold.ts'
import { markStanding } from '../contacts/standing.ts'
import { atOrNow } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { findKnown, keyOfProviderId, lockProviderIds } from '../messages/provider-ids.ts'
import { applyStatuses, applyUpdate, isUpdate, park, targetOf } from '../messages/update.ts'
import { applyWatermark } from '../messages/watermark.ts'
import { withoutBadText } from '../text.ts'
import { receiveMessages } from './receive-messages.ts'

export type Place = Readonly<{ workspaceId: string; channelId: string }>

/** What one webhook brought for one channel. `version`: of the channel as it was when the signature was checked. */
export type Delivery = Place & Readonly<{ events: readonly InboundEvent[]; version?: string }>

export type Received = Readonly<{
  /** How many messages were new. */
  count: number
  /** What was left untouched: its channel was changed meanwhile, or is connected no more. */
  refused: readonly Delivery[]
  /** Who began so many threads within an hour that a further one joined the last. */
  joined: readonly string[]
}>

type Here<Event> = Readonly<{ place: Place; event: Event }>

export async function receive(tx: Tx, deliveries: readonly Delivery[]): Promise<Received> {
  const all = deliveries.flatMap((delivery) =>
    withoutBadText(delivery.events).map((event) => ({ delivery, place: placeOf(delivery), event })),
  )
  const messages = all
    .flatMap(({ delivery, place, event }) => (event.kind === 'message' ? [{ delivery, place, event }] : []))
    .toSorted((a, b) => a.event.at - b.event.at)

  // Sent together, and done in this order: what is read was read with the locks held.
  const [held, , , known] = await Promise.all([
    holdChannels(
      tx,
      deliveries.map(({ channelId }) => channelId),
    ),
    lockAddresses(
      tx,
      all.flatMap(({ place, event }) => senderOf(event).map((sender) => ({ ...place, sender }))),
    ),
    lockProviderIds(
      tx,
      all.flatMap(({ place, event }) => providerIdOf(event).map((providerId) => ({ ...place, providerId }))),
    ),
    readKnown(tx, messages),
  ])
  const refused = deliveries.filter(({ channelId, version }) => {
    const channel = held.channels.get(channelId)
    return channel === undefined || (version !== undefined && version !== channel.version)
  })
  const isRefused = new Set(refused)
  const isTaken = ({ delivery }: { delivery: Delivery }) => !isRefused.has(delivery)

  const taken = all.filter(isTaken)
  const { count, joined } = await receiveMessages(tx, held, messages.filter(isTaken), {
    ...known,
    erased: known.erased.union(erasedIn(taken)),
  })
  await receiveUpdates(tx, taken)
  return { count, refused, joined }
}

async function readKnown(tx: Tx, messages: readonly Here<InboundMessage>[]) {
  if (messages.length === 0) return noneKnown()
  const [known, contacts] = await Promise.all([
    findKnown(
      tx,
      messages.map(({ place, event }) => ({ ...place, providerId: event.providerId })),
    ),
    findContacts(tx, messages.map(writerOf)),
  ])
  return { ...known, contacts }
}

function noneKnown() {
  return { stored: new Set<string>(), parked: new Set<string>(), erased: new Set<string>(), contacts: new Map() }
}

function writerOf({ place, event }: Here<InboundMessage>) {
  return { ...place, sender: event.contact, isVerified: true }
}

function placeOf({ workspaceId, channelId }: Delivery): Place {
  return { workspaceId, channelId }
}

function senderOf(event: InboundEvent): Sender[] {
  if (event.kind === 'address_change') return [movedSender(event)]
  return 'contact' in event ? [event.contact] : []
}

function providerIdOf(event: InboundEvent): string[] {
  if (event.kind === 'message') return [event.providerId]
  return isUpdate(event) ? [targetOf(event)] : []
}

// What is taken back in the same breath is not even written down.
function erasedIn(all: readonly Here<InboundEvent>[]): ReadonlySet<string> {
  return new Set(
    all.flatMap(({ place, event }) =>
      event.kind === 'deletion' && event.mustErase
        ? [keyOfProviderId({ ...place, providerId: event.targetProviderId })]
        : [],
    ),
  )
}

async function receiveUpdates(tx: Tx, all: readonly Here<InboundEvent>[]): Promise<void> {
  const statuses = all.flatMap(({ place, event }) => (event.kind === 'status' ? [{ place, update: event }] : []))
  for (const { place, update } of await applyStatuses(tx, statuses)) await park(tx, place, update)
  for (const { place, event } of all) {
    if (event.kind === 'address_change') await changeAddress(tx, place, event)
    else if (event.kind === 'standing') await markStanding(tx, place, standingOf(event))
    else if (event.kind === 'account') await applyAccountNews(tx, place, event)
    else if (event.kind === 'watermark' && !isUpdate(event)) await applyWatermark(tx, place, event)
    else if (isUpdate(event) && event.kind !== 'status' && !(await applyUpdate(tx, place, event))) {
      await park(tx, place, event)
    }
  }
}

function standingOf({ contact: { addresses }, standing, at }: InboundStanding) {
  return { addresses, standing, at: atOrNow(at) }
}
