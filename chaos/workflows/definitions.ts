import type { WorkflowDefinitionInput } from '@fairlead/sdk'

type Step = WorkflowDefinitionInput['steps'][number]
type Exits = NonNullable<Step['exits']>

/** What the workflows name that others have made. */
export type Surroundings = Readonly<{
  salesId: string
  supportId: string
  routedChannelIds: readonly string[]
  /** Of the other system that is asked and told. */
  systemUrl: string
  /** Of the workflow that another one starts. */
  logbookId: string
}>

export type WorkflowKey = keyof typeof makers

/** They are changed, published anew, switched off and on while everything goes on; all others stay as they are. */
export const changing = ['detour', 'later'] as const satisfies readonly WorkflowKey[]

/** In which words customers ask what `offer` begins with. */
export const keyword = 'price'

/** `edition`: stands in what it says, so that it can be seen on which version a run says it. */
export function makeDefinition(key: WorkflowKey, around: Surroundings, edition = 0): WorkflowDefinitionInput {
  return makers[key](around, edition)
}

const never = { reply: false, assignment: false, close: false }

/** In the order in which they are made, which is that in which they begin. */
const makers = {
  logbook: () => ({
    start: { trigger: { type: 'workflow' }, next: 'remember' },
    endsOn: never,
    steps: [
      { id: 'remember', type: 'set_variable', variable: 'kept', value: 'yes', exits: { next: 'keep' } },
      note('keep', 'Kept in the logbook: {{ variable.kept }}.', {}),
    ],
  }),
  detour: ({ routedChannelIds, salesId }, edition) => ({
    start: { trigger: { type: 'conversation_opened', channelIds: [...routedChannelIds] }, next: 'assign' },
    steps: [
      {
        ...{ id: 'assign', type: 'assign', to: { kind: 'team', teamId: salesId }, timeoutMinutes: 1 },
        exits: { next: 'told', timeout: 'sorry', failed: 'end' },
      },
      note('told', `Somebody has it. ${editionOf(edition)}`, { next: 'end' }),
      say('sorry', `It takes longer, {{ conversation.number }}. ${editionOf(edition)}`, { next: 'end', failed: 'end' }),
      stop,
    ],
  }),
  route: ({ routedChannelIds, salesId, supportId }) => ({
    start: { trigger: { type: 'conversation_opened', channelIds: [...routedChannelIds] }, next: 'assign' },
    steps: [
      {
        ...{ id: 'assign', type: 'assign', to: { kind: 'team', teamId: supportId }, timeoutMinutes: 1, fullAt: 50 },
        exits: { next: 'end', timeout: 'sorry', full: 'others', failed: 'end' },
      },
      say('sorry', 'Nobody is free yet, {{ conversation.number }}.', { next: 'others', failed: 'others' }),
      { id: 'others', type: 'assign', to: { kind: 'team', teamId: salesId }, exits: { next: 'end', failed: 'end' } },
      stop,
    ],
  }),
  welcome: ({ logbookId }) => ({
    start: { trigger: { type: 'conversation_opened' }, next: 'hello' },
    endsOn: never,
    steps: [
      say('hello', 'Welcome, {{ conversation.number }}.', { next: 'mark', failed: 'mark' }),
      { id: 'mark', type: 'edit_conversation', addTags: ['welcomed'], exits: { next: 'seen' } },
      note('seen', 'Welcomed {{ conversation.number }}.', { next: 'start' }),
      { id: 'start', type: 'run_workflow', workflowId: logbookId, exits: { next: 'end', failed: 'end' } },
      stop,
    ],
  }),
  offer: () => ({
    start: { trigger: { type: 'message_received', keywords: [keyword] }, next: 'ask' },
    steps: [
      {
        ...{ id: 'ask', type: 'ask_question', answer: 'choice', text: english('Shall we call you?') },
        choices: [
          { id: 'yes', title: english('Yes') },
          { id: 'no', title: english('No') },
        ],
        saveTo: { kind: 'variable', name: 'wish' },
        ...{ invalidText: english('Yes or no, please.'), retries: 1, timeoutMinutes: 1 },
        exits: {
          'choice:yes': 'call',
          'choice:no': 'refused',
          invalid: 'unclear',
          timeout: 'silent',
          failed: 'silent',
        },
      },
      say('call', 'We call you.', { next: 'end', failed: 'end' }),
      note('refused', 'They said: {{ variable.wish }}.', { next: 'end' }),
      say('unclear', 'Then we write.', { next: 'end', failed: 'end' }),
      note('silent', 'They said nothing.', { next: 'end' }),
      stop,
    ],
  }),
  later: (_, edition) => ({
    start: { trigger: { type: 'conversation_reopened' }, next: 'wait' },
    steps: [
      {
        ...{ id: 'wait', type: 'wait', until: { kind: 'minutes', minutes: 1 }, orReply: true },
        exits: { next: 'there', replied: 'back' },
      },
      say('there', `Are you still there? ${editionOf(edition)}`, { next: 'end', failed: 'end' }),
      note('back', `They are back. ${editionOf(edition)}`, { next: 'end' }),
      stop,
    ],
  }),
  order: ({ systemUrl }) => ({
    start: { trigger: { type: 'conversation_reopened' }, next: 'place' },
    endsOn: never,
    steps: [
      {
        ...{ id: 'place', type: 'http_request', method: 'POST', url: `${systemUrl}/orders`, retries: 5 },
        ...{ timeoutSeconds: 2, body: '{"conversation": {{ conversation.number }}}' },
        mapping: [{ path: 'order.number', variable: 'order' }],
        exits: { next: 'placed', failed: 'lost' },
      },
      say('placed', 'Your order {{ variable.order }} is placed.', { next: 'tell', failed: 'tell' }),
      note('lost', 'There is no order.', { next: 'end' }),
      {
        ...{ id: 'tell', type: 'webhook', url: `${systemUrl}/told`, body: '{"order": "{{ variable.order }}"}' },
        exits: { next: 'end' },
      },
      stop,
    ],
  }),
  rating: () => ({
    start: { trigger: { type: 'conversation_closed', by: 'member' }, next: 'ask' },
    endsOn: never,
    steps: [
      {
        ...{ id: 'ask', type: 'ask_question', answer: 'rating', text: english('How was it?') },
        ...{
          retries: 0,
          timeoutMinutes: 1,
          exits: { answered: 'mark', invalid: 'end', timeout: 'end', failed: 'end' },
        },
      },
      { id: 'mark', type: 'edit_conversation', addTags: ['rated'], exits: { next: 'end' } },
      stop,
    ],
  }),
  thanks: () => ({
    start: { trigger: { type: 'rating_given' }, next: 'thank' },
    endsOn: never,
    steps: [note('thank', 'They rated us.', { next: 'end' }), stop],
  }),
  shipping: () => ({
    start: {
      trigger: {
        type: 'webhook',
        contact: { by: 'conversationId', path: 'conversation' },
        mapping: [{ path: 'parcel', variable: 'parcel' }],
      },
      next: 'note',
    },
    endsOn: never,
    steps: [note('note', 'The parcel {{ variable.parcel }} is under way.', { next: 'end' }), stop],
  }),
  remind: () => ({
    start: { trigger: { type: 'button', label: 'Remind me' }, next: 'wait' },
    endsOn: { ...never, close: true },
    steps: [
      { id: 'wait', type: 'wait', until: { kind: 'minutes', minutes: 1 }, exits: { next: 'again' } },
      { id: 'again', type: 'jump', to: 'wait', most: 1, exits: { exceeded: 'remind' } },
      note('remind', 'Somebody wanted to be reminded.', { next: 'end' }),
      stop,
    ],
  }),
} as const satisfies Record<string, (around: Surroundings, edition: number) => WorkflowDefinitionInput>

const stop = { id: 'end', type: 'stop' } as const

function editionOf(edition: number): string {
  return `Edition ${edition}.`
}

function say(id: string, text: string, exits: Exits): Step {
  return { id, type: 'send_message', text: english(text), exits }
}

function note(id: string, text: string, exits: Exits): Step {
  return { id, type: 'note', text, exits }
}

function english(text: string) {
  return { defaultLocale: 'en', texts: { en: text } }
}
