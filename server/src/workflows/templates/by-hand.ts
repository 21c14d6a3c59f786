import { type Template, template } from './template.ts'

/** Templates that a member starts with a button. */
export const byHand: readonly Template[] = [
  template('spam', {
    group: 'by_hand',
    asks: [],
    make: ({ word }) => ({
      start: { trigger: { type: 'button', label: word('button') }, next: 'tag' },
      steps: [
        { id: 'tag', type: 'edit_conversation', addTags: [word('tag')], exits: { next: 'contact' } },
        { id: 'contact', type: 'edit_contact', addTags: [word('tag')], exits: { next: 'close' } },
        { id: 'close', type: 'close', summary: word('summary') },
      ],
    }),
  }),
  template('hand_over', {
    group: 'by_hand',
    asks: ['teamId'],
    make: ({ text, says, word }) => ({
      start: {
        trigger: {
          ...{ type: 'button', label: word('button') },
          form: [
            { name: 'summary', label: word('askSummary'), kind: 'long_text', isRequired: true },
            { name: 'next', label: word('askNext'), kind: 'text' },
          ],
        },
        next: 'note',
      },
      steps: [
        { id: 'note', type: 'note', text: word('note'), exits: { next: 'tell' } },
        { id: 'tell', type: 'send_message', text: says('tell'), exits: { next: 'assign', failed: 'assign' } },
        { id: 'assign', type: 'assign', to: { kind: 'team', teamId: text('teamId') }, priority: 'high' },
      ],
    }),
  }),
]
