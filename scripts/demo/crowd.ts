import { chooseTemper, playCustomer } from './customer.ts'
import type { Dialogue } from './dialogue.ts'
import type { Door } from './door.ts'
import type { Pace } from './pace.ts'
import { type Customer, inviteCustomers } from './people.ts'
import type { Random } from './random.ts'
import type { Screen } from './screen.ts'
import { dialogues } from './script.ts'

export type Doors = Readonly<{
  webchat: (customer: Customer | null) => Promise<Door>
  whatsapp: (customer: Customer) => Promise<Door>
}>

type Visit = Readonly<{ customer: Customer; isKnown: boolean; dialogue: Dialogue; channel: keyof Doors }>

/** With more than this many at once nobody could follow what happens. */
const maxAtOnce = 30

/** Seconds from one customer to the next: now and then a rush, in which some have to wait, and then a calm. */
const calm = { gap: { from: 7, to: 15 }, lasts: { from: 80, to: 140 } }
const rush = { gap: { from: 2, to: 4 }, lasts: { from: 35, to: 55 } }

/** The customers: they come one after another, in waves, and bring what they want to talk about. */
export class Crowd {
  readonly #doors: Doors
  readonly #random: Random
  readonly #pace: Pace
  readonly #screen: Screen
  readonly #newcomers: Customer[]
  readonly #regulars: Customer[] = []
  #upcoming: Dialogue[] = []
  #present = 0

  constructor(doors: Doors, random: Random, pace: Pace, screen: Screen) {
    this.#doors = doors
    this.#random = random
    this.#pace = pace
    this.#screen = screen
    this.#newcomers = [...inviteCustomers(random)]
  }

  async run(): Promise<void> {
    // At once one on each channel, so that there is something to see.
    await this.#pace.wait(1)
    this.#begin('webchat')
    await this.#pace.wait(1.5)
    this.#begin('whatsapp')

    for (let wave = calm; ; wave = wave === calm ? rush : calm) {
      const lasts = this.#random.between(wave.lasts.from, wave.lasts.to)
      for (let passed = 0; passed < lasts; ) {
        const gap = this.#random.between(wave.gap.from, wave.gap.to)
        await this.#pace.wait(gap)
        passed += gap
        if (this.#present < maxAtOnce) this.#begin(null)
      }
    }
  }

  #begin(channel: keyof Doors | null): void {
    const visit = this.#choose(channel)
    // A choice of its own for each, since they go on at the same time.
    void this.#receive(visit, this.#random.fork())
  }

  async #receive({ customer, isKnown, dialogue, channel }: Visit, random: Random): Promise<void> {
    this.#present += 1
    try {
      const door = await (channel === 'whatsapp'
        ? this.#doors.whatsapp(customer)
        : this.#doors.webchat(isKnown ? customer : null))
      this.#screen.say(`${isKnown ? customer.name : 'Somebody'} comes by ${names[channel]} (${dialogue.topic})`)
      try {
        await playCustomer(dialogue, door, chooseTemper(random), random, this.#pace)
      } finally {
        await door.leave()
      }
    } catch (error) {
      if (!this.#pace.signal.aborted) this.#screen.complain(`${customer.name} could not go on`, error)
    } finally {
      this.#present -= 1
      this.#regulars.push(customer)
    }
  }

  #choose(wanted: keyof Doors | null): Visit {
    const dialogue = this.#nextDialogue((candidate) => wanted !== 'webchat' || !candidate.isForPhone)
    // Most come to the right place: the phone is Sales', the page Support's.
    const usual = (dialogue.team === 'Sales') === this.#random.isLikely(0.85) ? 'whatsapp' : 'webchat'
    const channel = dialogue.isForPhone ? 'whatsapp' : (wanted ?? usual)
    const isKnown = channel === 'whatsapp' || this.#random.isLikely(0.6)
    return { customer: this.#nextCustomer(), isKnown, dialogue, channel }
  }

  // Everything is said once before anything is said again.
  #nextDialogue(isFit: (dialogue: Dialogue) => boolean): Dialogue {
    if (!this.#upcoming.some(isFit)) this.#upcoming.push(...this.#random.shuffled(dialogues))
    const [dialogue] = this.#upcoming.splice(this.#upcoming.findIndex(isFit), 1)
    if (dialogue === undefined) throw new Error('there is nothing to talk about')
    return dialogue
  }

  // Somebody who is here now is in neither list.
  #nextCustomer(): Customer {
    const isReturning = this.#regulars.length > 0 && this.#random.isLikely(0.15)
    const customer = isReturning ? this.#regulars.shift() : (this.#newcomers.shift() ?? this.#regulars.shift())
    if (customer === undefined) throw new Error('there is nobody left to come')
    return customer
  }
}

const names = { webchat: 'web chat', whatsapp: 'WhatsApp' } as const
