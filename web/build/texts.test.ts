import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { dictionary, listing } from './texts.ts'

test('every language has a module for every namespace', () => {
  const loaders = listing()
  for (const language of ['en', 'de', 'it', 'vi', 'th']) assert.match(loaders, new RegExp(`"${language}": \\{`))
  for (const file of readdirSync(new URL('../src/locales/en/', import.meta.url))) {
    assert.equal(loaders.split(`/${file.replace('.json', '')}'`).length - 1, 5, file)
  }
})

test('what a language does not say yet is said in English', () => {
  const english = dictionary('en', 'common')
  assert.deepEqual(Object.keys(dictionary('de', 'common')), Object.keys(english))
  assert.deepEqual(dictionary('nowhere', 'common'), english)
})

test('a folder is one namespace, its files are parts of it', () => {
  const channels = dictionary('en', 'channels')
  assert.equal(typeof channels.whatsapp, 'object')
  assert.equal(typeof channels.account, 'string')
})
