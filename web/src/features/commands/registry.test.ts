import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import type { Command } from './command.ts'
import { commands } from './registry.ts'

const layers: (() => void)[] = []
afterEach(() => {
  for (const remove of layers.splice(0)) remove()
  commands.show(null)
})

test('of two commands of one name the later one counts, and before all what lies above', () => {
  offer('above', command('close', 'Close the selected'))
  offer('ordinary', command('close', 'Close what is open'), command('reply', 'Reply'))

  assert.deepEqual(titles(), ['Close the selected', 'Reply'])
})

test('what was above is no more once it is gone', () => {
  offer('ordinary', command('close', 'Close what is open'))
  offer('above', command('close', 'Close the selected'))
  layers.pop()?.()

  assert.deepEqual(titles(), ['Close what is open'])
})

test('what is typed while the palette is on its way is kept until another one is asked for', () => {
  commands.show({ kind: 'palette', inside: null })
  commands.typeAhead('c')
  commands.typeAhead('l')
  assert.equal(commands.typedAhead, 'cl')

  commands.show(null)
  assert.equal(commands.typedAhead, '')
})

function offer(place: 'ordinary' | 'above', ...list: readonly Command[]): void {
  layers.push(commands.add(() => list, place))
}

function titles(): string[] {
  return commands.list().map(({ title }) => title)
}

function command(id: string, title: string): Command {
  return { id, title, group: 'list', run: () => undefined }
}
