import type { Frame, Page } from 'playwright-core'
import { violationsBehind, violationsOf, violationsOfColour } from './axe.ts'
import { type PageOptions, picture } from './browser.ts'
import { opensOf, untilOpen } from './dialogs.ts'
import type { Place } from './places.ts'

export const sizes = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844, hasTouch: true },
} as const satisfies Record<string, PageOptions>

const byDay = { colorScheme: 'light', reducedMotion: 'reduce' } as const
const byNight = { ...byDay, colorScheme: 'dark' } as const

/** Goes to places and looks at each. In two tabs: most of the time is spent waiting for a page. */
export async function lookAtAll(
  page: Page,
  url: string,
  places: readonly Place[],
  look: (tab: Page, place: Place) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const left = [...places]
  const found: string[] = []
  const goOn = async (tab: Page) => {
    let isFresh = true
    for (let place = left.shift(); place !== undefined; place = left.shift()) {
      const { name, open } = place
      const going = isFresh ? load(tab, url, place) : follow(tab, place)
      await going
        .then(() => arrive(tab, place))
        .catch((cause) => Promise.reject(new Error(`cannot look at ${name}`, { cause })))
      found.push(...(await look(tab, place)))
      // What was opened is in nobody's way on a page that is loaded anew.
      isFresh = open !== undefined
    }
  }
  await Promise.all([goOn(page), goOn(await page.context().newPage())])
  return found
}

async function load(page: Page, url: string, { path }: Place): Promise<void> {
  await page.emulateMedia(byDay)
  await page.goto(url + path)
}

// As by a link: a page that is there already has its scripts, and axe, and goes on far sooner than one that is loaded.
async function follow(page: Page, { path }: Place): Promise<void> {
  await page.emulateMedia(byDay)
  await page.evaluate(`__TSR_ROUTER__.navigate({ href: ${JSON.stringify(path)} })`)
}

/** A page as it is once everything is there. */
async function arrive(page: Page, place: Place): Promise<void> {
  const { shows, open } = place
  if (shows !== undefined) await page.locator(shows).first().waitFor()
  await settle(page)
  if (open === undefined) return
  await open(page)
  await untilOpen(page, place)
  await settle(page)
}

/** What axe finds by day and by night, of both of which a picture is kept where they are wanted. */
export async function lookAt(page: Page, name: string, within: Page | Frame = page, part?: string): Promise<string[]> {
  await picture(page, `${name}-light`)
  const inLight = await violationsOf(within, part)
  await page.emulateMedia(byNight)
  await settle(page)
  await picture(page, `${name}-dark`)
  const inDark = await violationsOfColour(within, part)
  return [
    ...inLight.map((violation) => `${name}, light: ${violation}`),
    ...inDark.map((violation) => `${name}, dark: ${violation}`),
  ]
}

/** The same for what is open over a page; what is behind it is looked at where nothing is open. */
export async function lookAtOpen(page: Page, place: Place, size: string): Promise<string[]> {
  const behind = await violationsBehind(page)
  const found = await lookAt(page, `${place.name}-${size}`, page, opensOf(place))
  return [...behind.map((violation) => `${place.name}, behind: ${violation}`), ...found]
}

// What moves has no contrast yet, and what loads no names. Still is what is so for some frames on end, since what was just
// asked for, or has just changed its colours, moves a frame later.
async function settle(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve, reject) => {
    const until = performance.now() + 20_000
    let frames = 0
    const look = () => {
      const router = globalThis.__TSR_ROUTER__
      const isStill =
        (router === undefined || router.state.status === 'idle') &&
        document.querySelector('main, [role=alert], form, h1') !== null &&
        document.querySelector('.mantine-Loader-root, .mantine-Skeleton-root') === null &&
        document.getAnimations().every(({ playState }) => playState !== 'running')
      frames = isStill ? frames + 1 : 0
      if (frames > 6) resolve()
      else if (performance.now() > until) reject(new Error('something still moves or loads'))
      else requestAnimationFrame(look)
    }
    look()
  })`)
}
