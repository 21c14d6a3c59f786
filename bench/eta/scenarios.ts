import type { Random } from './random.ts'

/** A team at work, the same every day, times in minutes. */
export type Scenario = Readonly<{
  name: string
  about: string
  /** Slots of the agents on duty, shift after shift. Whatever is in hand when a shift ends, the next takes over. */
  slots: readonly number[]
  shiftMinutes: number
  arrivalsPerMinute: number
  /** Mean of an exponential patience; null: nobody leaves. */
  patienceMinutes: number | null
  handling(random: Random, now: number): number
}>

const dayMinutes = 24 * 60

/**
 * The load is chosen so that queues are real: mean waits of minutes to an hour or so. Where a scenario says nothing of
 * handling times they are exponential. Where contacts leave, a load above 1 is what makes them wait.
 */
export const scenarios: readonly Scenario[] = [
  scenario('A', '3 agents x 4 slots, nobody leaves', { slots: [12], load: 0.95, meanMinutes: 20 }),
  scenario('B', '10 x 5, patience 90', { slots: [50], load: 1.1, meanMinutes: 30, patienceMinutes: 90 }),
  scenario('C', 'shifts of 8, 4, 8 and 5 x 4, patience 120', {
    slots: [32, 16, 32, 20],
    load: 0.95,
    meanMinutes: 20,
    patienceMinutes: 120,
  }),
  scenario('D', '6 x 4, 10 and 60 minutes mixed', {
    slots: [24],
    load: 0.95,
    meanMinutes: 35,
    handling: (random) => random.exponential(random.even() < 0.5 ? 10 : 60),
  }),
  scenario('E', '6 x 8, holding 240, variation 2', {
    slots: [48],
    load: 0.9,
    meanMinutes: 240,
    handling: (random) => random.logNormal(240, 2),
  }),
  scenario('F', 'one dedicated agent x 4', { slots: [4], load: 0.9, meanMinutes: 15 }),
]

/** Beside the six: a team whose work takes twice as long every now and then, for six hours. The long run knows nothing of it. */
export const changing = scenario('changing', '10 x 5, patience 120, twice the handling in one shift of four', {
  slots: [50],
  load: 1.05,
  meanMinutes: 25,
  patienceMinutes: 120,
  handling: (random, now) => random.exponential(isSlow(now) ? 40 : 20),
})

// One shift of six hours in four, never the same ones from day to day.
function isSlow(now: number): boolean {
  return Math.imul(Math.floor(now / 360) + 1, 0x9e3779b1) >>> 30 === 0
}

type Shape = Readonly<{
  slots: readonly number[]
  /** What arrives, as a share of what the slots can handle on average over the day. */
  load: number
  meanMinutes: number
  patienceMinutes?: number
  handling?: (random: Random, now: number) => number
}>

function scenario(
  name: string,
  about: string,
  { slots, load, meanMinutes, patienceMinutes, handling }: Shape,
): Scenario {
  const meanSlots = slots.reduce((sum, each) => sum + each, 0) / slots.length

  return {
    name,
    about,
    slots,
    shiftMinutes: dayMinutes / slots.length,
    arrivalsPerMinute: (load * meanSlots) / meanMinutes,
    patienceMinutes: patienceMinutes ?? null,
    handling: handling ?? ((random) => random.exponential(meanMinutes)),
  }
}
