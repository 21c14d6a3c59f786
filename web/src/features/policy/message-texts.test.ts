import assert from 'node:assert/strict'
import test from 'node:test'
import { expectationKind, expectationText } from '@fairlead/sdk'
import { firstMessage, insertVariable, localesOf, textToBeginWith, withoutLocale, withText } from './message-texts.ts'

test('every message begins with a text that the contract takes', () => {
  for (const kind of expectationKind.options) {
    assert.equal(expectationText.safeParse(firstMessage(kind, 'pt-BR')).success, true)
  }
})

test('a language begins with our text, where we have one', () => {
  assert.match(textToBeginWith('away', 'de'), /geschlossen/)
  assert.equal(textToBeginWith('away', 'de-AT'), textToBeginWith('away', 'de'))
  assert.equal(textToBeginWith('away', 'fi'), '')
  assert.equal(firstMessage('away', 'fi').defaultLocale, 'en')
})

test('the default language comes first, and stays', () => {
  const message = withText(firstMessage('away', 'en'), 'de', 'Hallo')
  assert.deepEqual(localesOf(message), ['en', 'de'])
  assert.deepEqual(localesOf({ ...message, defaultLocale: 'de' }), ['de', 'en'])
  assert.deepEqual(localesOf(withoutLocale(message, 'de')), ['en'])
  assert.equal(withoutLocale(message, 'en'), message)
})

test('a variable takes the place of what is selected', () => {
  assert.deepEqual(insertVariable('Hello you!', 'contact_name', { start: 6, end: 9 }), {
    text: 'Hello {{ contact_name }}!',
    caret: 24,
  })
  assert.deepEqual(insertVariable('', 'eta', { start: 0, end: 0 }), { text: '{{ eta }}', caret: 9 })
})
