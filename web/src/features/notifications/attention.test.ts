import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { Attention } from './attention.ts'

let hasFocus = false
const page = Object.assign(new EventTarget(), { visibilityState: 'visible', hasFocus: () => hasFocus })
Object.assign(globalThis, { window: new EventTarget(), document: page })

const tabs: Attention[] = []
beforeEach(() => {
  for (const tab of tabs.splice(0)) tab.stop()
})
after(() => {
  for (const tab of tabs.splice(0)) tab.stop()
})

test('what another tab shows to somebody is looked at', async () => {
  const [one, two] = [open('a'), open('a')]
  hasFocus = true
  two.look('conversation 1')
  hasFocus = false
  one.look('conversation 2')
  await until(() => one.isLookedAt('conversation 1'))

  assert.equal(one.isLookedAt('conversation 2'), false)
  assert.equal(one.isHere, true)
})

test('a tab that was closed looks at nothing', async () => {
  const [one, two] = [open('b'), open('b')]
  hasFocus = true
  two.look('conversation 1')
  hasFocus = false
  await until(() => one.isLookedAt('conversation 1'))

  two.stop()
  await until(() => !one.isLookedAt('conversation 1'))
})

test('one tab of several speaks, and another when it goes', async () => {
  const [one, two] = [open('c'), open('c')]
  await until(() => one.speaks)
  assert.equal(two.speaks, false)

  one.stop()
  await until(() => two.speaks)
})

test('tabs of another member have nothing to do with it', async () => {
  const [one, two] = [open('d'), open('e')]
  await until(() => one.speaks && two.speaks)
})

function open(name: string): Attention {
  const tab = new Attention(name)
  tabs.push(tab)
  return tab
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1000 && !isSo(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10))
  assert.ok(isSo())
}
