import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { Refusal } from './refusal.ts'

export type DemoOptions = Readonly<{
  seed: number
  /** How many times as fast as people really are. */
  speed: number
  /** Null: until it is stopped. */
  minutes: number | null
  isQuiet: boolean
}>

const usage = 'npm run demo [-- --seed <number> --speed <1 to 20> --minutes <number> --quiet]'

/** @throws {Refusal} naming the option that is wrong. */
export function readOptions(args: readonly string[]): DemoOptions {
  const { seed, speed, minutes, quiet } = parse(args)
  return {
    seed: seed === undefined ? randomInt(1, 1_000_000) : number('seed', seed, { from: 0, to: 2 ** 32 - 1 }),
    speed: speed === undefined ? 1 : number('speed', speed, { from: 1, to: 20 }),
    minutes: minutes === undefined ? null : number('minutes', minutes, { from: 0.1, to: 7 * 24 * 60 }),
    isQuiet: quiet ?? false,
  }
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        // What brought us here: `npm run demo` is `npm start` with it.
        demo: { type: 'boolean' },
        seed: { type: 'string' },
        speed: { type: 'string' },
        minutes: { type: 'string' },
        quiet: { type: 'boolean' },
      },
    })
    return values
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}

function number(name: string, value: string, { from, to }: Readonly<{ from: number; to: number }>): number {
  const read = Number(value)
  if (value.trim() === '' || !(read >= from && read <= to)) {
    throw new Refusal(`--${name} ${value}: has to be a number from ${from} to ${to}.\n${usage}`)
  }
  return read
}
