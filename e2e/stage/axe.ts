import axe, { type AxeResults } from 'axe-core'
import type { Frame, Page } from 'playwright-core'

// Of what axe would read beforehand only what plays is asked about: no rule here needs every sheet of style parsed.
const quick = { resultTypes: ['violations'], preload: { assets: ['media'] } }

/** What axe finds wrong with what is on the screen, or with what `part` selects of it, each in a line that says where. */
export async function violationsOf(page: Page | Frame, part?: string): Promise<string[]> {
  // The one rule of WCAG 2.2 AA that axe leaves out unless it is asked.
  return found(page, part, { rules: { 'target-size': { enabled: true } } })
}

/** The same, of what another scheme of colours may change. */
export async function violationsOfColour(page: Page | Frame, part?: string): Promise<string[]> {
  return found(page, part, { runOnly: ['color-contrast', 'link-in-text-block'] })
}

/** And of what lies behind something that is open: that nobody gets there by the keyboard. */
export async function violationsBehind(page: Page | Frame): Promise<string[]> {
  return found(page, undefined, { runOnly: ['aria-hidden-focus', 'aria-hidden-body'] })
}

async function found(page: Page | Frame, part: string | undefined, options: object): Promise<string[]> {
  // Put in by the debugger, which no content security policy forbids.
  if (await page.evaluate<boolean>('globalThis.axe === undefined')) await page.evaluate(axe.source)
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(${part === undefined ? 'document' : JSON.stringify(part)}, ${JSON.stringify({ ...quick, ...options })})`,
  )
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, any, html }) => `${id}: ${help}\n    ${target.join(' ')} ${any[0]?.message ?? ''}\n    ${html}`,
    ),
  )
}
