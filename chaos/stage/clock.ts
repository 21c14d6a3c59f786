/**
 * Loaded into a server before anything of its own (`node --import`): its wall clock is ahead or behind by what stands in
 * the file that CHAOS_CLOCK_FILE names. Timers go on as before, as they do when somebody sets a machine's clock.
 */
import { readFileSync } from 'node:fs'

const file = process.env.CHAOS_CLOCK_FILE ?? ''
const RealDate = Date
const realNow = Date.now.bind(Date)
let offsetMs = 0

function look(): void {
  try {
    offsetMs = Number(readFileSync(file, 'utf8')) || 0
  } catch {
    offsetMs = 0
  }
}

if (file !== '') {
  look()
  setInterval(look, 50).unref()
  RealDate.now = () => realNow() + offsetMs
  const Shifted = new Proxy(RealDate, {
    construct: (target, given: unknown[], newTarget) =>
      Reflect.construct(target, given.length === 0 ? [RealDate.now()] : given, newTarget),
    apply: () => new RealDate(RealDate.now()).toString(),
  })
  RealDate.prototype.constructor = Shifted
  globalThis.Date = Shifted
}
