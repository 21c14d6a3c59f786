import { type Template, template } from './template.ts'

/** Templates that ask customers, or answer them by themselves. */
export const questions: readonly Template[] = [
  template('keyword_menu', {
    group: 'questions',
    asks: ['salesTeamId', 'supportTeamId', 'otherTeamId'],
    make: ({ text, says }) => ({
      start: { trigger: { type: 'conversation_opened' }, next: 'ask' },
      steps: [
        {
          ...{ id: 'ask', type: 'ask_question', text: says('ask'), answer: 'choice', invalidText: says('again') },
          ...{ retries: 1, timeoutMinutes: 10 },
          choices: [
            { id: 'buy', title: says('buy') },
            { id: 'help', title: says('help') },
            { id: 'other', title: says('other') },
          ],
          exits: {
            ...{ 'choice:buy': 'sales', 'choice:help': 'support', 'choice:other': 'others' },
            ...{ answered: 'others', invalid: 'others', timeout: 'others', failed: 'others' },
          },
        },
        { id: 'sales', type: 'assign', to: { kind: 'team', teamId: text('salesTeamId') } },
        { id: 'support', type: 'assign', to: { kind: 'team', teamId: text('supportTeamId') } },
        { id: 'others', type: 'assign', to: { kind: 'team', teamId: text('otherTeamId') } },
      ],
    }),
  }),
  template('collect_details', {
    group: 'questions',
    asks: ['teamId'],
    make: ({ text, says, word }) => ({
      start: { trigger: { type: 'conversation_opened' }, next: 'name' },
      steps: [
        {
          ...{ id: 'name', type: 'ask_question', text: says('askName'), min: 2, max: 80, timeoutMinutes: 60 },
          saveTo: { kind: 'contact', what: 'name' },
          exits: { answered: 'email', invalid: 'assign', timeout: 'assign', failed: 'assign' },
        },
        {
          ...{ id: 'email', type: 'ask_question', text: says('askEmail'), answer: 'email', timeoutMinutes: 60 },
          ...{ invalidText: says('noEmail'), saveTo: { kind: 'contact', what: 'email' } },
          exits: { answered: 'order', invalid: 'order', timeout: 'assign', failed: 'assign' },
        },
        {
          ...{ id: 'order', type: 'ask_question', text: says('askOrder'), pattern: '[A-Za-z]{0,3}-?[0-9]{4,10}' },
          ...{ invalidText: says('noOrder'), timeoutMinutes: 60 },
          saveTo: { kind: 'variable', name: 'order_number' },
          exits: { answered: 'note', invalid: 'assign', timeout: 'assign', failed: 'assign' },
        },
        { id: 'note', type: 'note', text: word('note'), exits: { next: 'thanks' } },
        { id: 'thanks', type: 'send_message', text: says('thanks'), exits: { next: 'assign', failed: 'assign' } },
        { id: 'assign', type: 'assign', to: { kind: 'team', teamId: text('teamId') } },
      ],
    }),
  }),
  template('keyword_answer', {
    group: 'questions',
    asks: ['keywords', 'answer'],
    make: ({ text, word, language }) => ({
      start: {
        trigger: { type: 'message_received', keywords: keywordsIn(text('keywords')) },
        once: 'conversation',
        next: 'answer',
      },
      steps: [
        {
          ...{ id: 'answer', type: 'send_message', exits: { next: 'tag' } },
          text: { defaultLocale: language, texts: { [language]: text('answer') } },
        },
        { id: 'tag', type: 'edit_conversation', addTags: [word('tag')] },
      ],
    }),
  }),
]

function keywordsIn(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((word) => word.trim().slice(0, 100))
    .filter((word) => word !== '')
}
