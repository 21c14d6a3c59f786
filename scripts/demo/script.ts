import { type Dialogue, type Line, textsOf } from './dialogue.ts'
import { salesDialogues } from './dialogues/sales.ts'
import { supportDialogues } from './dialogues/support.ts'
import type { Random } from './random.ts'

export const dialogues: readonly Dialogue[] = [...salesDialogues, ...supportDialogues]

/** Where in which dialogue a text belongs. */
export type Scene = Readonly<{ dialogue: Dialogue; turn: number }>

const scenes: ReadonlyMap<string, Scene> = new Map(
  dialogues.flatMap((dialogue) =>
    dialogue.turns.flatMap(({ customer }, turn) =>
      customer.flatMap(textsOf).map((text) => [withoutNumbers(text), { dialogue, turn }] as const),
    ),
  ),
)

/** The scene that a customer's words come from; null for what is in no script, such as a real person's. */
export function recall(text: string): Scene | null {
  return scenes.get(withoutNumbers(text)) ?? null
}

/** The line as this customer says it; empty for what has no words. */
export function utter(line: Line, random: Random): string {
  const text = random.pick(textsOf(line)) ?? ''
  return text.replaceAll('{order}', String(Math.floor(random.between(20_000, 99_999))))
}

export function withoutNumbers(text: string): string {
  return text.replaceAll('{order}', '0').replace(/\d+/g, '#')
}
