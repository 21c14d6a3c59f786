/** How a reply is cut into what the channel carries: one message, or several in order. */
import type { MessageContent } from '@fairlead/sdk'
import { kindOfFile, type Upload } from '../attachments/claim.ts'
import { type Capabilities, isCommonPicture } from '../channels/capabilities.ts'
import { AppError } from '../errors.ts'
import { sizeOf, splitText } from '../messages/split.ts'

export type Part = Readonly<{ kind: string; text: string; attachmentIds: readonly string[]; choices?: Choices }>

type Choices = NonNullable<MessageContent['choices']>

type Words = Readonly<{ text: string; isTemplate: boolean; choices: Choices; attachments: readonly Upload[] }>

/** @throws {AppError} `choices_unsupported`, `attachments_unsupported`, `attachment_too_large` */
export function toParts({ text, isTemplate, choices, attachments }: Words, capabilities: Capabilities): Part[] {
  const words = text.trim()
  requireCarried(attachments, capabilities)
  if (isTemplate) {
    return [{ kind: 'template', text: words, attachmentIds: attachments.map(({ id }) => id).slice(0, 1) }]
  }
  const files = inMessages(attachments, capabilities)
  if (choices.length > 0) {
    requireChoices(words, choices, capabilities)
    const pieces = splitText(words, capabilities.text).map((piece) => textPart(piece))
    // Below the last words, and with nothing behind: providers take them away with the next message.
    return [...files.map((group) => filePart(group, '')), ...pieces.slice(0, -1), { ...pieces.at(-1)!, choices }]
  }
  const isCaption = files.length > 0 && words !== '' && sizeOf(words, capabilities.text.unit) <= capabilities.maxCaption
  return [
    ...(isCaption || words === '' ? [] : splitText(words, capabilities.text).map((piece) => textPart(piece))),
    ...files.map((group, index) => filePart(group, isCaption && index === 0 ? words : '')),
  ]
}

function requireCarried(attachments: readonly Upload[], { attachments: limits }: Capabilities): void {
  const { perMessage, maxBytes, maxOther = maxBytes } = limits
  if (attachments.length > 0 && perMessage === 0) throw new AppError('attachments_unsupported')
  if (attachments.some(({ size }) => size > maxBytes)) {
    throw new AppError('attachment_too_large', {
      detail: `This channel carries files of at most ${Math.floor(maxBytes / 1024 / 1024)} MB.`,
      data: { maxBytes },
    })
  }
  if (attachments.some(({ type, size }) => size > maxOther && !isCommonPicture(type))) {
    throw new AppError('attachment_too_large', {
      detail: `This channel carries files other than pictures of at most ${Math.floor(maxOther / 1024)} KB.`,
      data: { maxBytes: maxOther },
    })
  }
}

function requireChoices(words: string, choices: Choices, { choices: limits }: Capabilities): void {
  const refuse = (detail: string) => {
    throw new AppError('choices_unsupported', { detail })
  }
  if (limits === null) refuse('This channel has no answers to choose from.')
  else if (words === '') refuse('Answers to choose from need a text that asks.')
  else if (choices.length > limits.most) refuse(`This channel carries at most ${limits.most} answers to choose from.`)
  else if (choices.some(({ title }) => [...title].length > limits.maxTitle))
    refuse(`On this channel an answer to choose from has at most ${limits.maxTitle} characters.`)
  else if (new Set(choices.map(({ id }) => id)).size < choices.length) refuse('Two answers have the same id.')
}

function textPart(text: string): Part {
  return { kind: 'text', text, attachmentIds: [] }
}

function filePart(group: readonly Upload[], text: string): Part {
  return { kind: kindOfFile(group[0]!.type), text, attachmentIds: group.map(({ id }) => id) }
}

/** As many in each message as it carries, in their order. */
function inMessages(files: readonly Upload[], { attachments: limits }: Capabilities): Upload[][] {
  const { perMessage, maxTotal = Number.POSITIVE_INFINITY } = limits
  const groups: Upload[][] = []
  let total = 0
  for (const file of files) {
    const group = groups.at(-1)
    total += file.size
    if (group !== undefined && group.length < perMessage && total <= maxTotal) {
      group.push(file)
    } else {
      groups.push([file])
      total = file.size
    }
  }
  return groups
}
