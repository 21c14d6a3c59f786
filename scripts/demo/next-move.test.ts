import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from '@fairlead/sdk'
import { textsOf } from './dialogue.ts'
import { type Move, nextMove, type Situation } from './next-move.ts'
import { dialogues } from './script.ts'

test('an agent goes through every dialogue to its end and closes', () => {
  for (const dialogue of dialogues) {
    const messages: Message[] = []
    for (const { customer, agent } of dialogue.turns) {
      for (const line of customer) messages.push(message('contact', textsOf(line)[0] ?? ''))
      const move = nextMove(situation({ messages, team: dialogue.team }))

      assert.equal(move.kind, 'answer')
      assert.equal(linesOf(move).length, agent.length)
      assert.doesNotMatch(linesOf(move).join(), /[{}]/)
      for (const line of linesOf(move)) messages.push(message('member', line))
    }
    assert.deepEqual(nextMove(situation({ messages, team: dialogue.team })), { kind: 'close' })
  }
})

test('customers are called by their first name, and visitors without one by none', () => {
  const messages = [message('contact', 'How do I send something back?')]

  assert.match(linesOf(nextMove(situation({ messages, customerName: 'Mara Muster' }))).join(), /^Hi Mara! /)
  assert.match(linesOf(nextMove(situation({ messages, customerName: 'Visitor a1b2' }))).join(), /^Hi! /)
})

test('a conversation that belongs to the other team is passed on, and answered there', () => {
  const messages = [message('contact', 'Is the spring sale still on for jackets?')]

  assert.deepEqual(nextMove(situation({ messages, team: 'Support' })), { kind: 'pass_on', to: 'Sales' })
  assert.equal(nextMove(situation({ messages, team: 'Sales' })).kind, 'answer')
})

test('a customer who presses is answered to what they asked first', () => {
  const messages = [message('contact', 'Do you sell gift cards?'), message('contact', 'Hello? Is anybody there?')]

  assert.match(linesOf(nextMove(situation({ messages, team: 'Sales' }))).join(), /for any amount/)
})

test('whoever falls silent is asked once, then it is closed', () => {
  const messages = [message('contact', 'How do I send something back?'), message('member', 'What is the number?')]
  assert.deepEqual(nextMove(situation({ messages })), { kind: 'wait' })

  const asking = nextMove(situation({ messages, isPatienceOver: true }))
  assert.equal(linesOf(asking).length, 1)
  messages.push(message('member', linesOf(asking)[0] ?? ''))
  assert.deepEqual(nextMove(situation({ messages, isPatienceOver: true })), { kind: 'close' })
})

test('a real person hears that they talk to a simulation', () => {
  const messages = [message('contact', 'Is this thing on?')]

  assert.match(linesOf(nextMove(situation({ messages }))).join(), /simulated/)
})

test('notes and the system’s messages answer nobody', () => {
  const asked = message('contact', 'How do I send something back?')
  const messages = [asked, message('system', 'All are busy.'), { ...message('member', 'A note'), isNote: true }]

  assert.equal(nextMove(situation({ messages })).kind, 'answer')
})

function situation(some: Partial<Situation>): Situation {
  return {
    messages: [],
    team: 'Support',
    isPatienceOver: false,
    agentName: 'Ana Alvarez',
    customerName: 'Mara Muster',
    ...some,
  }
}

function linesOf(move: Move): readonly string[] {
  return move.kind === 'answer' ? move.lines : []
}

function message(type: 'contact' | 'member' | 'system', text: string): Message {
  return {
    id: '01890000-0000-7000-8000-000000000001',
    conversationId: '01890000-0000-7000-8000-000000000002',
    author: { type, id: null, name: '' },
    isNote: false,
    kind: 'text',
    text,
    content: {},
    attachments: [],
    replyTo: null,
    reactions: [],
    mentionIds: [],
    state: 'received',
    error: null,
    clientId: null,
    editedAt: null,
    deletedAt: null,
    at: '2026-01-01T00:00:00.000Z',
  }
}
