import assert from 'node:assert/strict'
import { test } from 'node:test'
import { channelType, composing } from '@fairlead/sdk'
import { channels } from './list.ts'

test('the composer goes by what the adapters declare', () => {
  for (const type of channelType.options) {
    const { text, choices, window, hasTemplates, isThreaded, sends } = channels[type].capabilities
    const { text: shownText, choices: shownChoices, window: shownWindow, ...shown } = composing[type]

    assert.deepEqual(shownText, text, type)
    assert.deepEqual(shownChoices, choices, type)
    assert.deepEqual(shownWindow, window && { hours: window.hours, humanHours: window.humanHours }, type)
    assert.deepEqual(
      [shown.hasTemplates, shown.isMail, shown.hasTyping],
      [hasTemplates, isThreaded, sends.includes('typing')],
      type,
    )
  }
})

test('marks are offered where an adapter makes something of them', () => {
  const types = channelType.options.filter((type) => composing[type].hasFormatting)
  assert.deepEqual(types.toSorted(), ['email', 'telegram', 'whatsapp'])
})
