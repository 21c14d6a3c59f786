import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Event, eventData, type WorkflowTrigger, workflowTrigger, workflowTriggerTypes } from '@fairlead/sdk'
import type { z } from 'zod'
import { beginsWith, type OccasionFacts } from './match.ts'

type Given = z.input<typeof workflowTrigger>
type Case = readonly [what: string, trigger: Given, event: Event, begins: boolean, facts?: Partial<OccasionFacts>]

const id = '01890000-0000-7000-8000-000000000001'
const other = '01890000-0000-7000-8000-000000000002'
const at = '2026-11-22T09:00:00.000Z'
const contact = { type: 'contact', id } as const
const member = { type: 'member', id } as const

// What a trigger does not look at is left out: only `data` that it reads is given.
function event<T extends Event['type']>(type: T, data: object, actor: Event['actor'] = contact): Event {
  assert.ok(eventData[type])
  return { sequence: 1, type, subjectId: id, actor, at, data } as unknown as Event
}

const opened = (actor: Event['actor'] = contact, status = 'open') =>
  event('conversation.opened', { conversation: { id, status } }, actor)
const said = (text: string, given: object = {}) =>
  event('message.created', {
    message: { id, author: { type: 'contact', id, name: '' }, isNote: false, content: {}, text, ...given },
  })
const changed = (now: object, before?: object) =>
  event('contact.changed', { contact: { tags: [], fields: {}, stage: null, ownerId: null, ...now }, before }, member)

const cases: Readonly<Record<WorkflowTrigger['type'], readonly Case[]>> = {
  conversation_opened: [
    ['by a contact', { type: 'conversation_opened' }, opened(), true],
    ['by a member', { type: 'conversation_opened' }, opened(member), false],
    ['by a member, wanted', { type: 'conversation_opened', by: 'member' }, opened(member), true],
    ['by anybody', { type: 'conversation_opened', by: 'all' }, opened(member), true],
    ['a machine’s, closed from the beginning', { type: 'conversation_opened' }, opened(contact, 'closed'), false],
    ['on the channel', { type: 'conversation_opened', channelIds: [id] }, opened(), true],
    ['on another channel', { type: 'conversation_opened', channelIds: [other] }, opened(), false],
    ['of the type', { type: 'conversation_opened', channelTypes: ['whatsapp'] }, opened(), true],
    ['of another type', { type: 'conversation_opened', channelTypes: ['email'] }, opened(), false],
    ['new', { type: 'conversation_opened', contacts: 'new' }, opened(), true, { isNewContact: true }],
    ['returning', { type: 'conversation_opened', contacts: 'new' }, opened(), false],
    ['returning, wanted', { type: 'conversation_opened', contacts: 'returning' }, opened(), true],
    ['another event', { type: 'conversation_opened' }, said('hello'), false],
  ],
  conversation_closed: [
    [
      'by a member',
      { type: 'conversation_closed', by: 'member' },
      event('conversation.closed', { by: 'member' }),
      true,
    ],
    [
      'of itself',
      { type: 'conversation_closed', by: 'member' },
      event('conversation.closed', { by: 'inactivity' }),
      false,
    ],
    ['by a workflow', { type: 'conversation_closed' }, event('conversation.closed', { by: 'workflow' }), true],
    ['merged', { type: 'conversation_closed' }, event('conversation.closed', { by: 'merge' }), false],
  ],
  conversation_reopened: [
    ['by a contact', { type: 'conversation_reopened' }, event('conversation.reopened', { by: 'contact' }), true],
    [
      'by a member',
      { type: 'conversation_reopened', by: 'contact' },
      event('conversation.reopened', { by: 'member' }),
      false,
    ],
  ],
  message_received: [
    ['any', { type: 'message_received' }, said('hello'), true],
    ['a picture', { type: 'message_received' }, said('', { kind: 'image' }), true],
    ['with the word', { type: 'message_received', keywords: ['price'] }, said('The PRICE?'), true],
    ['without the word', { type: 'message_received', keywords: ['price'] }, said('hello'), false],
    ['that meets the pattern', { type: 'message_received', pattern: '#\\d{4}' }, said('order #1234'), true],
    ['that does not meet the pattern', { type: 'message_received', pattern: '#\\d{4}' }, said('order #12'), false],
    ['with a pattern that is none', { type: 'message_received', pattern: '(' }, said('('), false],
    ['word, but not pattern', { type: 'message_received', keywords: ['a'], pattern: 'b' }, said('a'), false],
    ['first of the day', { type: 'message_received', firstOfDay: true }, said('a'), true, { isFirstOfDay: true }],
    ['what only answers a question', { type: 'message_received' }, said('5'), false, { isMereAnswer: true }],
    ['second of the day', { type: 'message_received', firstOfDay: true }, said('a'), false],
    ['an absence note', { type: 'message_received' }, said('I am away', { content: { isAutomatic: true } }), false],
    ['a member’s', { type: 'message_received' }, said('hello', { author: { type: 'member', id } }), false],
    ['a workflow’s', { type: 'message_received' }, said('hello', { author: { type: 'system', id: null } }), false],
    ['a note', { type: 'message_received' }, said('hello', { isNote: true }), false],
  ],
  contact_tag_changed: [
    ['added', { type: 'contact_tag_changed' }, changed({ tags: ['vip'] }, { tags: [] }), true],
    ['the one', { type: 'contact_tag_changed', tags: ['vip'] }, changed({ tags: ['vip'] }, { tags: [] }), true],
    ['another one', { type: 'contact_tag_changed', tags: ['vip'] }, changed({ tags: ['new'] }, { tags: [] }), false],
    [
      'there before',
      { type: 'contact_tag_changed', tags: ['vip'] },
      changed({ tags: ['vip', 'a'] }, { tags: ['vip'] }),
      false,
    ],
    ['removed', { type: 'contact_tag_changed', change: 'removed' }, changed({ tags: [] }, { tags: ['vip'] }), true],
    ['only added', { type: 'contact_tag_changed', change: 'removed' }, changed({ tags: ['vip'] }, { tags: [] }), false],
    ['something else', { type: 'contact_tag_changed' }, changed({ tags: ['vip'] }), false],
  ],
  contact_field_changed: [
    ['any', { type: 'contact_field_changed' }, changed({ fields: { plan: 'gold' } }, { fields: {} }), true],
    [
      'the one',
      { type: 'contact_field_changed', field: 'plan' },
      changed({ fields: { plan: 'gold' } }, { fields: {} }),
      true,
    ],
    ['gone', { type: 'contact_field_changed', field: 'plan' }, changed({}, { fields: { plan: 'gold' } }), true],
    [
      'another',
      { type: 'contact_field_changed', field: 'size' },
      changed({ fields: { plan: 'a' } }, { fields: {} }),
      false,
    ],
    ['none', { type: 'contact_field_changed' }, changed({}, { tags: ['vip'] }), false],
  ],
  contact_stage_changed: [
    ['to any', { type: 'contact_stage_changed' }, changed({ stage: 'lead' }, { stage: null }), true],
    ['to none', { type: 'contact_stage_changed' }, changed({}, { stage: 'lead' }), true],
    ['to the one', { type: 'contact_stage_changed', to: ['vip'] }, changed({ stage: 'vip' }, { stage: null }), true],
    ['to another', { type: 'contact_stage_changed', to: ['vip'] }, changed({ stage: 'lead' }, { stage: 'vip' }), false],
  ],
  contact_owner_changed: [
    ['changed', { type: 'contact_owner_changed' }, changed({ ownerId: id }, { ownerId: null }), true],
    ['not changed', { type: 'contact_owner_changed' }, changed({ ownerId: id }, { tags: [] }), false],
  ],
  assignment_changed: [
    ['to somebody', { type: 'assignment_changed', to: 'somebody' }, event('conversation.assigned', {}), true],
    ['to nobody', { type: 'assignment_changed', to: 'nobody' }, event('conversation.unassigned', {}), true],
    [
      'to nobody, not wanted',
      { type: 'assignment_changed', to: 'somebody' },
      event('conversation.unassigned', {}),
      false,
    ],
    [
      'to a team',
      { type: 'assignment_changed', to: 'another_team' },
      event('conversation.moved', { fromTeamId: id }),
      true,
    ],
    ['to its first team', { type: 'assignment_changed' }, event('conversation.moved', { fromTeamId: null }), false],
    ['any', { type: 'assignment_changed' }, event('conversation.moved', { fromTeamId: id }), true],
  ],
  rating_given: [
    ['any', { type: 'rating_given' }, event('rating.given', { rating: { score: 5 } }), true],
    ['the one', { type: 'rating_given', scores: [1, 2] }, event('rating.given', { rating: { score: 2 } }), true],
    ['another', { type: 'rating_given', scores: [1, 2] }, event('rating.given', { rating: { score: 3 } }), false],
  ],
  broadcast_reply: [
    ['any', { type: 'broadcast_reply' }, said('hello'), true, { broadcast: 'Spring sale' }],
    ['none', { type: 'broadcast_reply' }, said('hello'), false],
    [
      'the one',
      { type: 'broadcast_reply', broadcasts: ['Spring sale'] },
      said('hello'),
      true,
      { broadcast: 'Spring sale' },
    ],
    [
      'another',
      { type: 'broadcast_reply', broadcasts: ['Autumn sale'] },
      said('hello'),
      false,
      { broadcast: 'Spring sale' },
    ],
    [
      'on another channel',
      { type: 'broadcast_reply', channelIds: [other] },
      said('hello'),
      false,
      { broadcast: 'Spring sale' },
    ],
    [
      'an absence note',
      { type: 'broadcast_reply' },
      said('I am away', { content: { isAutomatic: true } }),
      false,
      { broadcast: 'Spring sale' },
    ],
  ],
  waiting_longer: [['nothing', { type: 'waiting_longer', minutes: 5 }, said('hello'), false]],
  no_reply: [['nothing', { type: 'no_reply', minutes: 5 }, said('hello'), false]],
  button: [['nothing', { type: 'button', label: 'Go' }, said('hello'), false]],
  webhook: [['nothing', { type: 'webhook', contact: { by: 'email', path: 'email' } }, said('hello'), false]],
  schedule: [['nothing', { type: 'schedule', days: ['monday'], times: ['09:00'] }, said('hello'), false]],
  workflow: [['nothing', { type: 'workflow' }, said('hello'), false]],
}

for (const type of workflowTriggerTypes) {
  for (const [what, trigger, happened, begins, facts] of cases[type]) {
    test(`${type}: ${what}: ${begins ? 'begins' : 'does not begin'}`, () => {
      const known = {
        channel: { id, type: 'whatsapp' as const },
        isNewContact: false,
        isFirstOfDay: false,
        isMereAnswer: false,
        broadcast: null,
        ...facts,
      }
      assert.equal(beginsWith(workflowTrigger.parse(trigger), happened, known), begins)
    })
  }
}
