import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Dictionary } from './translate.ts'
import { Translations } from './translations.ts'

test('fetches a namespace once, when somebody needs it', async () => {
  const { translations, fetched } = start()
  await Promise.all([translations.load(['inbox']), translations.load(['inbox', 'policy'])])
  assert.deepEqual(fetched, ['en inbox', 'en policy'])
  assert.equal(translations.load(['inbox', 'policy']), null)
})

test('gives the same promise while it is fetched', () => {
  const { translations } = start()
  assert.equal(translations.load(['inbox', 'policy']), translations.load(['inbox', 'policy']))
})

test('tells of another language once everything that is shown is there', async () => {
  const { translations, fetched } = start()
  await translations.load(['inbox'])
  const heard: string[] = []
  translations.watch(() => heard.push(translations.translate<'inbox'>(['inbox'])('views.mine')))
  await translations.speak('th')
  assert.deepEqual(heard, ['th inbox'])
  assert.deepEqual(fetched, ['en inbox', 'th common', 'th inbox'])
  assert.equal(translations.load(['inbox', 'common']), null)
})

test('gives the same function for the same texts until the language changes', async () => {
  const { translations } = start()
  const before = translations.translate(['common'])
  assert.equal(translations.translate(['common']), before)
  await translations.speak('vi')
  assert.notEqual(translations.translate(['common']), before)
})

test('the language of the last wish wins, however long its texts take', async () => {
  const { translations, hold } = start()
  const release = hold('de')
  const slow = translations.speak('de')
  await translations.speak('it')
  release()
  await slow
  assert.equal(translations.language, 'it')
})

test('tries again what could not be fetched', async () => {
  const { translations, breakNext } = start()
  breakNext()
  await assert.rejects(translations.load(['inbox']) ?? Promise.resolve())
  await translations.load(['inbox'])
  assert.equal(translations.load(['inbox']), null)
})

function start() {
  const fetched: string[] = []
  const held = new Map<string, Promise<void>>()
  let isBroken = false
  const loader = (language: string, namespace: string) => async (): Promise<{ default: Dictionary }> => {
    await held.get(language)
    if (isBroken) {
      isBroken = false
      throw new TypeError('Failed to fetch')
    }
    fetched.push(`${language} ${namespace}`)
    return { default: { save: language, views: { mine: `${language} ${namespace}` } } }
  }
  const loaders = Object.fromEntries(
    ['en', 'de', 'it', 'vi', 'th'].map((language) => [
      language,
      Object.fromEntries(['common', 'inbox', 'policy'].map((namespace) => [namespace, loader(language, namespace)])),
    ]),
  )
  const translations = new Translations()
  translations.start(loaders, { common: { save: 'en' } })
  return {
    translations,
    fetched,
    breakNext: () => {
      isBroken = true
    },
    hold(language: string) {
      const { promise, resolve } = Promise.withResolvers<void>()
      held.set(language, promise)
      return resolve
    },
  }
}
