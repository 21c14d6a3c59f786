import type { Capabilities } from '../../channels/capabilities.ts'
import type { EffectOf } from '../interpreter/effect.ts'

type Asking = Pick<EffectOf<'send_message'>, 'text' | 'choices'>

/** A text and its answers to choose from: as buttons where the channel carries these, else as a numbered list in it. */
export function inWords(
  { text, choices }: Asking,
  limits: Capabilities['choices'],
): { text: string; choices: Asking['choices'][number][] } {
  if (choices.length === 0 || (limits !== null && text.trim() !== '' && fit(choices, limits))) {
    return { text, choices: [...choices] }
  }
  const list = choices.map(({ title }, index) => `${index + 1}. ${title}`).join('\n')
  return { text: [text.trim(), list].filter((part) => part !== '').join('\n\n'), choices: [] }
}

function fit(choices: Asking['choices'], { most, maxTitle }: NonNullable<Capabilities['choices']>): boolean {
  return choices.length <= most && choices.every(({ title }) => [...title].length <= maxTitle)
}
