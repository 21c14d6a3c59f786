import type { StepOf, WorkflowValue } from '@fairlead/sdk'
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'
import { z } from 'zod'
import { localeOf } from '../../hours/describe.ts'
import { dayIn } from './days.ts'
import type { Place } from './move.ts'
import { asciiDigits, numberIn, ratingIn } from './numbers.ts'
import { cleanText } from './outside.ts'
import { compilePattern } from './pattern.ts'
import type { Incoming } from './run-event.ts'
import { renderText } from './text.ts'

type Question = StepOf<'ask_question'>
/** What the contact answered, as it is kept. */
export type Answer = Readonly<{
  value: WorkflowValue
  choiceId?: string
  rating?: Readonly<{ score: number; comment: string }>
}>

const mostTyped = 500

/** What a message says to the question, where it says what was asked for; else null. */
export function readAnswer(place: Place<Question>, message: Incoming): Answer | null {
  const { step, world } = place
  const text = cleanText(message.text).trim()
  const typed = text.slice(0, mostTyped)
  const locale = localeOf(world.facts.contact.locale ?? 'en')
  switch (step.answer) {
    case 'text':
      return isAskedFor(step, text) ? { value: text } : null
    case 'choice':
      return choiceIn(place, message.choiceId, typed)
    case 'number': {
      const number = numberIn(typed, locale)
      return number !== null && isWithin(step, number) ? { value: number } : null
    }
    case 'email':
      return valued(emailIn(typed))
    case 'phone':
      return valued(phoneIn(typed, place))
    case 'url':
      return valued(urlIn(text))
    case 'date':
      return valued(dayIn(typed, locale))
    case 'rating': {
      const rating = ratingIn(message.choiceId ?? '') ?? ratingIn(text)
      return rating && { value: rating.score, rating }
    }
    case 'file':
      return message.attachmentIds.length > 0 ? { value: [...message.attachmentIds] } : null
    case 'location':
      return valued(message.location && `${message.location.latitude},${message.location.longitude}`)
    default:
      return step.answer satisfies never
  }
}

function valued(value: string | null): Answer | null {
  return value === null ? null : { value }
}

function isWithin({ min, max }: Question, number: number): boolean {
  return (min === null || number >= min) && (max === null || number <= max)
}

function isAskedFor(step: Question, text: string): boolean {
  if (text === '' || !isWithin(step, text.length)) return false
  return step.pattern === '' || compilePattern(step.pattern, { whole: true }).test(text)
}

// Whoever has buttons taps; others type a title in whatever language, or its number in the list.
function choiceIn({ step, world, run }: Place<Question>, choiceId: string | null, typed: string): Answer | null {
  const { choices } = step
  const wanted = fold(typed)
  const number = Number(/^[^\p{L}\p{N}]*(\d{1,2})[^\p{L}\p{N}]*$/u.exec(asciiDigits(typed.normalize('NFKC')))?.[1] ?? 0)
  const isTitled = ({ title }: Question['choices'][number]) =>
    wanted !== '' &&
    [renderText(title, world, run), ...Object.values(title.texts)].some((each) => fold(each) === wanted)
  const chosen =
    choices.find(({ id }) => id === choiceId) ??
    choices.find(isTitled) ??
    choices.find(({ id }) => fold(id) === wanted) ??
    choices[number - 1]
  if (chosen === undefined) return null

  // Kept in one language, whatever the contact speaks, so that conditions and members find the same.
  const { id, title } = chosen
  const usual = { ...title, texts: { [title.defaultLocale]: title.texts[title.defaultLocale] ?? '' } }
  return { value: renderText(usual, world, run) || id, choiceId: id }
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}

const email = z.email().max(254)

// In a sentence, too, where it is the only one.
function emailIn(typed: string): string | null {
  const found = typed.split(/[\s<>,;()[\]"']+/).filter((word) => word.includes('@'))
  const read = email.safeParse(found[0]?.replace(/^mailto:/i, '').replace(/[.!?:]+$/, ''))
  return found.length === 1 && read.success ? read.data : null
}

// Without a country in front it is one of theirs: of the number that is known, or of their language.
function phoneIn(typed: string, { world }: Place): string | null {
  const { phone, locale } = world.facts.contact
  const country = parsePhoneNumberFromString(phone ?? '')?.country
  const region = /[-_]([A-Za-z]{2})$/.exec(locale ?? '')?.[1]?.toUpperCase()
  const known = country ?? (region !== undefined && isSupportedCountry(region) ? region : undefined)
  const parsed = parsePhoneNumberFromString(typed, known)
  return parsed?.isPossible() ? parsed.number : null
}

function urlIn(text: string): string | null {
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (/\s/.test(text) || text.length > 2000 || !URL.canParse(written)) return null
  const url = new URL(written)
  return /^https?:$/.test(url.protocol) && /[^.]\.[^.]/.test(url.hostname) ? url.href : null
}
