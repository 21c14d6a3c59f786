import { type Template, template } from './template.ts'

/** Templates for afterwards: silent customers, ratings, those who were not heard of for long. */
export const followUp: readonly Template[] = [
  template('silent_customer', {
    group: 'follow_up',
    asks: [],
    mayAsk: ['minutes'],
    make: ({ number, says, word }) => ({
      // Less than a day, after which WhatsApp and others let nothing through but templates.
      start: { trigger: { type: 'no_reply', minutes: number('minutes', 1200) }, next: 'remind' },
      steps: [
        { id: 'remind', type: 'send_message', text: says('remind'), exits: { next: 'wait', failed: 'wait' } },
        {
          ...{ id: 'wait', type: 'wait', until: { kind: 'minutes', minutes: 1440 }, orReply: true },
          exits: { next: 'close' },
        },
        { id: 'close', type: 'close', summary: word('summary') },
      ],
    }),
  }),
  template('rating', {
    group: 'follow_up',
    asks: [],
    make: ({ says }) => ({
      start: { trigger: { type: 'conversation_closed', by: 'member' }, next: 'ask' },
      steps: [
        {
          ...{ id: 'ask', type: 'ask_question', text: says('ask'), answer: 'rating', retries: 0, timeoutMinutes: 1440 },
          ...{ saveTo: { kind: 'variable', name: 'score' }, exits: { answered: 'how' } },
        },
        {
          ...{ id: 'how', type: 'branch', exits: { 'branch:bad': 'sorry', else: 'thanks' } },
          branches: [
            {
              ...{ id: 'bad', name: '★–★★' },
              condition: {
                combinator: 'and',
                rules: [{ field: 'variable', key: 'score', operator: 'less_than', value: 3 }],
              },
            },
          ],
        },
        { id: 'sorry', type: 'send_message', text: says('sorry') },
        { id: 'thanks', type: 'send_message', text: says('thanks') },
      ],
    }),
  }),
  template('rating_alert', {
    group: 'follow_up',
    asks: ['teamId'],
    make: ({ text, word }) => ({
      start: { trigger: { type: 'rating_given', scores: [1, 2] }, next: 'tag' },
      steps: [
        { id: 'tag', type: 'edit_contact', addTags: [word('tag')], exits: { next: 'tell' } },
        { id: 'tell', type: 'notify', managers: true, text: word('tell'), exits: { next: 'open' } },
        { id: 'open', type: 'open', exits: { next: 'assign' } },
        { id: 'assign', type: 'assign', to: { kind: 'team', teamId: text('teamId') }, priority: 'high' },
      ],
    }),
  }),
  template('re_engage', {
    group: 'follow_up',
    asks: ['whatsappTemplate', 'teamId'],
    mayAsk: ['minutes'],
    make: ({ text, number, language }) => ({
      start: {
        trigger: { type: 'no_reply', minutes: number('minutes', 4320), channelTypes: ['whatsapp'] },
        ...{ once: 'conversation', next: 'send' },
      },
      steps: [
        {
          ...{ id: 'send', type: 'send_message', template: templateIn(text('whatsappTemplate'), language) },
          ...{ text: { defaultLocale: language, texts: { [language]: '' } }, exits: { next: 'wait' } },
        },
        {
          ...{ id: 'wait', type: 'wait', until: { kind: 'minutes', minutes: 2880 }, orReply: true },
          exits: { replied: 'assign', next: 'close' },
        },
        { id: 'assign', type: 'assign', to: { kind: 'previous', teamId: text('teamId') } },
        { id: 'close', type: 'close' },
      ],
    }),
  }),
]

/** Its name and its language, as in `spring_offer en`; without one, that of whoever makes the workflow. */
function templateIn(answer: string, usual: string): { name: string; language: string } {
  const [name = '', language = usual] = answer.split(/[\s,/]+/)
  return { name, language: language.length >= 2 ? language.slice(0, 20) : usual }
}
