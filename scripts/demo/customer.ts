import type { Dialogue } from './dialogue.ts'
import type { Door } from './door.ts'
import type { Pace } from './pace.ts'
import type { Random } from './random.ts'

/** How somebody is; decided when they come, so that it does not depend on what happens meanwhile. */
export type Temper = Readonly<{
  /** Goes away when nobody answers for this long; null: waits however long it takes. */
  givesUpAfterSeconds: number | null
  /** Has heard enough after this many answers, and says nothing more. */
  leavesAfter: number | null
  /** Asks whether anybody is there when it takes long. */
  presses: boolean
  likesAnswers: boolean
}>

const pressAfterSeconds = [50, 90] as const
const pressing = [
  'Hello? Is anybody there?',
  'Still waiting...',
  'Take your time, I am only curious whether this works.',
  'Have you seen my message?',
  'It is a little urgent, to be honest.',
  'I can also ring you up, if that is easier?',
] as const

export function chooseTemper(random: Random): Temper {
  return {
    givesUpAfterSeconds: random.isLikely(0.08) ? random.between(120, 240) : null,
    leavesAfter: random.isLikely(0.1) ? 1 : null,
    presses: random.isLikely(0.6),
    likesAnswers: random.isLikely(0.4),
  }
}

/** Plays a customer's part of a dialogue. Ends when they have what they wanted, or go away without. */
export async function playCustomer(dialogue: Dialogue, door: Door, temper: Temper, random: Random, pace: Pace) {
  for (const [index, { customer }] of dialogue.turns.entries()) {
    const heard = door.countAnswers()
    for (const [position, line] of customer.entries()) {
      // Whoever begins has thought about it before they came.
      if (index > 0 || position > 0) await pace.wait(random.between(2, 7))
      await door.say(line, random)
    }

    if (!(await waitForAnswer(door, heard, temper, random, pace))) return
    await hearOut(door, random, pace)
    if (temper.leavesAfter === index + 1) return
  }
  if (temper.likesAnswers) await door.like(random, pace)
}

// Presses once when it takes long. False: gave up.
async function waitForAnswer(door: Door, heard: number, temper: Temper, random: Random, pace: Pace): Promise<boolean> {
  const pressAt = random.between(...pressAfterSeconds)
  let hasPressed = !temper.presses
  for (let waited = 0; door.countAnswers() === heard; waited += 1) {
    if (temper.givesUpAfterSeconds !== null && waited > temper.givesUpAfterSeconds) return false
    if (!hasPressed && waited > pressAt) {
      hasPressed = true
      await door.say(random.pick(pressing), random)
    }
    await pace.wait(1)
  }
  return true
}

// Nobody answers while the other is still writing.
async function hearOut(door: Door, random: Random, pace: Pace): Promise<void> {
  let heard: number
  do {
    heard = door.countAnswers()
    await pace.wait(random.between(3.5, 6))
  } while (door.countAnswers() > heard)
}
