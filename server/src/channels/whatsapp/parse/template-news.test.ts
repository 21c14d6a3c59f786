import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TemplateNews } from '../../inbound.ts'
import { eventsOf, parseValue } from './testing.ts'

const about = { owner: '200000000000001', id: '1689556908129832', name: 'order_update', language: 'en_US' }

test('reads what a review came to, with the reason in a sentence where there is one', () => {
  assert.deepEqual(newsOf('template-approved'), {
    ...about,
    change: { status: 'APPROVED', reason: null, category: 'UTILITY' },
  })
  assert.deepEqual(newsOf('template-rejected'), {
    ...about,
    change: {
      status: 'REJECTED',
      reason: 'Two variables stand beside each other. Put words between them.',
      category: 'UTILITY',
    },
  })
  assert.deepEqual(told({ event: 'REJECTED', reason: 'SCAM' }), { status: 'REJECTED', reason: 'SCAM' })
})

test('reads that it is paused, disabled, or about to be deleted', () => {
  assert.deepEqual(newsOf('template-paused').change, {
    status: 'PAUSED',
    reason: 'Your WhatsApp message template has been paused for 3 hours.',
    category: 'MARKETING',
  })
  assert.deepEqual(newsOf('template-deleted').change, { status: 'PENDING_DELETION', reason: null })
  assert.deepEqual(told({ event: 'DISABLED', disable_info: { disable_date: 1794570000 } }), {
    status: 'DISABLED',
    reason: null,
  })
})

test('a template that is locked says by its title what that means, and what only may come changes nothing', () => {
  assert.deepEqual(told({ event: 'LOCKED', other_info: { title: 'SECOND_PAUSE', description: 'For 6 hours.' } }), {
    status: 'PAUSED',
    reason: 'For 6 hours.',
  })
  assert.deepEqual(told({ event: 'UNLOCKED', other_info: { title: 'UNPAUSE', description: 'It is unpaused.' } }), {
    status: 'APPROVED',
    reason: null,
  })
  assert.deepEqual(told({ event: 'REINSTATED' }), { status: 'APPROVED', reason: null })
  assert.deepEqual(told({ event: 'FLAGGED' }), {})
})

test('reads quality and category; one that is still to come is not there yet', () => {
  const spelled = { ...about, language: 'en-US' }
  assert.deepEqual(newsOf('template-quality'), { ...spelled, change: { quality: 'YELLOW' } })
  assert.deepEqual(newsOf('template-category'), { ...spelled, change: { category: 'MARKETING' } })
  assert.deepEqual(newsOf('template-category-to-come'), { ...spelled, change: { category: 'UTILITY' } })
  assert.deepEqual(newsOf('template-components'), { ...about, change: {} })
})

test('news of the templates of another account are told as that one’s', () => {
  const [event] = parseValue(payload({ event: 'APPROVED', ...named }, '200000000000002'))
  assert.equal(event?.kind === 'account' && event.news === 'template' && event.template.owner, '200000000000002')
})

test('news of no template are nothing', () => {
  assert.deepEqual(parseValue(payload({ event: 'APPROVED' })), [
    { kind: 'ignored', what: 'message_template_status_update of no template' },
  ])
})

const named = { message_template_name: 'order_update', message_template_language: 'en_US' }

function payload(value: object, account = about.owner): object {
  const changes = [{ field: 'message_template_status_update', value }]
  return { object: 'whatsapp_business_account', entry: [{ id: account, time: 1794570000, changes }] }
}

function told(value: object): TemplateNews['change'] {
  return newsIn(parseValue(payload({ ...named, ...value }))).change
}

function newsOf(name: string): TemplateNews {
  return newsIn(eventsOf(name))
}

function newsIn([event]: ReturnType<typeof eventsOf>): TemplateNews {
  assert.ok(event?.kind === 'account' && event.news === 'template')
  return event.template
}
