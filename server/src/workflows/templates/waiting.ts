import { type Template, template } from './template.ts'

/** Templates for customers who wait: what they are told, and who is. */
export const waiting: readonly Template[] = [
  template('out_of_hours', {
    group: 'waiting',
    asks: [],
    make: ({ says }) => ({
      start: { trigger: { type: 'conversation_opened' }, next: 'hours' },
      steps: [
        // The hours of the team that it is in; without one the workspace's.
        {
          id: 'hours',
          type: 'hours',
          of: { kind: 'team', teamId: null },
          exits: { inside: 'stop', outside: 'closed' },
        },
        { id: 'stop', type: 'stop' },
        { id: 'closed', type: 'send_message', text: says('closed') },
      ],
    }),
  }),
  template('over_capacity', {
    group: 'waiting',
    asks: ['teamId'],
    mayAsk: ['fullAt'],
    make: ({ text, number, says, word }) => ({
      start: { trigger: { type: 'conversation_opened' }, next: 'assign' },
      steps: [
        {
          ...{ id: 'assign', type: 'assign', to: { kind: 'team', teamId: text('teamId') } },
          ...{ timeoutMinutes: 1, fullAt: number('fullAt', 30), exits: { timeout: 'sorry', full: 'queue' } },
        },
        { id: 'sorry', type: 'send_message', text: says('sorry') },
        // They wait from now on, whether they answer or not.
        { id: 'queue', type: 'assign', to: { kind: 'team', teamId: text('teamId') }, exits: { next: 'ask' } },
        {
          ...{ id: 'ask', type: 'ask_question', text: says('ask'), answer: 'email', invalidText: says('again') },
          ...{ timeoutMinutes: 240, saveTo: { kind: 'contact', what: 'email' } },
          exits: { answered: 'note', failed: 'stop' },
        },
        { id: 'note', type: 'note', text: word('note') },
        { id: 'stop', type: 'stop' },
      ],
    }),
  }),
  template('escalate', {
    group: 'waiting',
    asks: ['teamId'],
    mayAsk: ['minutes'],
    make: ({ text, number, says, word }) => ({
      start: {
        trigger: { type: 'waiting_longer', minutes: number('minutes', 30) },
        next: 'tell',
      },
      steps: [
        {
          ...{ id: 'tell', type: 'notify', managers: true, assignee: true, text: word('waits') },
          exits: { next: 'sorry' },
        },
        { id: 'sorry', type: 'send_message', text: says('sorry'), exits: { next: 'other', failed: 'other' } },
        { id: 'other', type: 'assign', to: { kind: 'team', teamId: text('teamId') }, priority: 'urgent' },
      ],
    }),
  }),
]
