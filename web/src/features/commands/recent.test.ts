import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Command } from './command.ts'
import { recentOf, rememberChosen } from './recent.ts'

test('what was chosen last comes first, once, as far as it is offered now; people and conversations always', () => {
  for (const id of ['close', 'contact.1', 'claim', 'close', 'search']) rememberChosen(command(id))
  const offered = [command('close'), command('tag')]

  assert.deepEqual(
    recentOf(offered).map(({ id }) => id),
    ['close', 'contact.1'],
  )
  assert.equal(recentOf(offered)[0], offered[0])
})

test('a handful is remembered', () => {
  for (let each = 1; each <= 9; each += 1) rememberChosen(command(`conversation.${each}`))
  assert.equal(recentOf([]).length, 5)
})

function command(id: string): Command {
  return { id, title: id, group: 'go', run: () => undefined }
}
