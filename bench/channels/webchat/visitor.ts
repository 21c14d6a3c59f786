/** Somebody with the widget open. */
export type Visitor = Readonly<{
  write(text: string): void
  /** How much of what they wrote is not known to have arrived. */
  waiting(): number
  /** What stands on their screen. */
  shown(): readonly Readonly<{ direction: 'in' | 'out'; text: string }>[]
  /** Whether anything that the server has is not on their screen. */
  lacks(): Promise<boolean>
  /** How often they were told again what they had been told. */
  arrivedAgain(): number
  leave(): void
}>

/** `base` is where their widget asks; `directly` the same without anything between. */
export type Visit = (place: Readonly<{ name: string; base: string; directly: string }>) => Visitor

/** The widget is written for a browser: `widget/tsconfig.json` checks what uses it, which hence is not imported by name. */
export async function loadVisit(): Promise<Visit> {
  const { visit }: { visit: Visit } = await import(new URL('browser.ts', import.meta.url).href)
  return visit
}
