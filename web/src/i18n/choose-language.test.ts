import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages } from '@fairlead/sdk'
import { chooseLanguage, isLanguage } from './choose-language.ts'

test('the member decides, then the workspace, then the browser', () => {
  assert.equal(chooseLanguage({ member: 'th', workspace: 'de', browser: ['it'] }), 'th')
  assert.equal(chooseLanguage({ member: null, workspace: 'de', browser: ['it'] }), 'de')
  assert.equal(chooseLanguage({ member: null, workspace: null, browser: ['fr-FR', 'vi-VN', 'de'] }), 'vi')
})

test('whoever speaks none of ours reads English', () => {
  assert.equal(chooseLanguage({ member: null, workspace: null, browser: ['pt-BR'] }), 'en')
})

test('knows every language of the contract', () => {
  assert.ok(languages.every(isLanguage))
  assert.ok(!isLanguage('fr'))
})
