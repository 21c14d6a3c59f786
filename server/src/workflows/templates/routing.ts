import type { WorkflowDefinitionInput, WorkflowRule } from '@fairlead/sdk'
import { type Template, template } from './template.ts'
import type { AskKey } from './texts.ts'

type Start = WorkflowDefinitionInput['start']

/** Templates that say who gets a conversation that was just opened. */
export const routing: readonly Template[] = [
  template('even_leads', {
    group: 'routing',
    asks: ['teamId'],
    make: ({ text, word }) => ({
      ...opened('assign'),
      // Whoever takes it by hand is the one who keeps the lead, too.
      endsOn: { reply: false, assignment: false, close: true },
      steps: [
        {
          ...{ id: 'assign', type: 'assign', to: { kind: 'owner', teamId: text('teamId') } },
          ...{ strategy: 'round_robin', timeoutMinutes: 30, exits: { next: 'owned', timeout: 'tell' } },
        },
        // Who stands in for an owner who is away does not take the customer from them.
        {
          ...{ id: 'owned', type: 'branch', exits: { 'branch:owned': 'mark', else: 'keep' } },
          branches: [branchOn('owned', word('isOwned'), { field: 'contactOwnerId', operator: 'is_set' })],
        },
        { id: 'mark', type: 'edit_contact', addTags: [word('tag')] },
        { id: 'keep', type: 'edit_contact', ownerId: 'assignee', addTags: [word('tag')] },
        { id: 'tell', type: 'notify', managers: true, text: word('unanswered'), exits: { next: 'late' } },
        {
          ...{ id: 'late', type: 'assign', to: { kind: 'owner', teamId: text('teamId') } },
          ...{ strategy: 'round_robin', timeoutMinutes: 10_080, exits: { next: 'owned' } },
        },
      ],
    }),
  }),
  template('quality_support', {
    group: 'routing',
    asks: ['teamId'],
    mayAsk: ['agentLimit'],
    make: ({ text, number, says }) => ({
      ...opened('welcome'),
      steps: [
        { id: 'welcome', type: 'send_message', text: says('welcome'), exits: { next: 'assign', failed: 'assign' } },
        {
          ...{ id: 'assign', type: 'assign', to: { kind: 'previous', teamId: text('teamId') } },
          ...{ strategy: 'least_open', agentLimit: number('agentLimit', 5), timeoutMinutes: 10 },
          exits: { timeout: 'sorry' },
        },
        { id: 'sorry', type: 'send_message', text: says('sorry') },
      ],
    }),
  }),
  template('online_only', {
    group: 'routing',
    asks: ['teamId'],
    make: ({ text, says }) => ({
      ...opened('assign'),
      steps: [
        {
          ...{ id: 'assign', type: 'assign', to: { kind: 'team', teamId: text('teamId') }, strategy: 'round_robin' },
          ...{ onlineOnly: true, timeoutMinutes: 10, exits: { timeout: 'sorry' } },
        },
        { id: 'sorry', type: 'send_message', text: says('sorry') },
      ],
    }),
  }),
  template('low_cost', {
    group: 'routing',
    asks: ['teamId', 'helpUrl'],
    mayAsk: ['fullAt'],
    make: ({ text, number, says, word }) => ({
      ...opened('help'),
      steps: [
        {
          ...{ id: 'help', type: 'set_variable', variable: 'help', value: text('helpUrl') },
          exits: { next: 'ask' },
        },
        {
          ...{ id: 'ask', type: 'ask_question', text: says('ask'), answer: 'choice', retries: 0, timeoutMinutes: 60 },
          choices: [
            { id: 'yes', title: says('yes') },
            { id: 'no', title: says('no') },
          ],
          exits: {
            ...{ 'choice:yes': 'thanks', answered: 'assign', invalid: 'assign' },
            ...{ timeout: 'assign', failed: 'assign' },
          },
        },
        { id: 'thanks', type: 'send_message', text: says('thanks'), exits: { next: 'close', failed: 'close' } },
        {
          ...{ id: 'assign', type: 'assign', to: { kind: 'team', teamId: text('teamId') }, strategy: 'most_free' },
          ...{ fullAt: number('fullAt', 20), exits: { full: 'busy' } },
        },
        { id: 'close', type: 'close', summary: word('solved') },
        { id: 'busy', type: 'send_message', text: says('busy'), exits: { next: 'queue', failed: 'queue' } },
        { id: 'queue', type: 'assign', to: { kind: 'team', teamId: text('teamId') }, priority: 'low' },
      ],
    }),
  }),
  template('new_and_returning', {
    group: 'routing',
    asks: ['newTeamId', 'returningTeamId'],
    make: ({ text, says, word }) => ({
      ...opened('new'),
      steps: [
        {
          ...{ id: 'new', type: 'branch' },
          branches: [branchOn('new', word('isNew'), { field: 'contactIsNew', operator: 'is', value: true })],
          exits: { 'branch:new': 'welcome', else: 'welcome_back' },
        },
        { id: 'welcome', type: 'send_message', text: says('welcome'), exits: { next: 'first', failed: 'first' } },
        {
          ...{ id: 'welcome_back', type: 'send_message', text: says('welcomeBack') },
          exits: { next: 'again', failed: 'again' },
        },
        { id: 'first', type: 'assign', to: { kind: 'team', teamId: text('newTeamId') } },
        { id: 'again', type: 'assign', to: { kind: 'previous', teamId: text('returningTeamId') } },
      ],
    }),
  }),
  template('vip', {
    group: 'routing',
    asks: ['vipTag', 'vipTeamId', 'otherTeamId'],
    make: ({ text, word }) => ({
      ...opened('vip'),
      steps: [
        {
          ...{ id: 'vip', type: 'branch' },
          branches: [branchOn('vip', word('isVip'), { field: 'contactTags', operator: 'has', value: text('vipTag') })],
          exits: { 'branch:vip': 'owner', else: 'others' },
        },
        {
          ...{ id: 'owner', type: 'assign', to: { kind: 'owner', teamId: text('vipTeamId') }, priority: 'urgent' },
          ...{ timeoutMinutes: 10, exits: { timeout: 'tell' } },
        },
        { id: 'others', type: 'assign', to: { kind: 'team', teamId: text('otherTeamId') } },
        { id: 'tell', type: 'notify', managers: true, text: word('waits') },
      ],
    }),
  }),
  template('by_language', {
    group: 'routing',
    asks: ['otherTeamId'],
    mayAsk: ['englishTeamId', 'germanTeamId', 'italianTeamId', 'vietnameseTeamId', 'thaiTeamId'],
    make: ({ text, maybe }) => {
      const teams = speaking.flatMap(([language, name, ask]) => {
        const teamId = maybe(ask)
        return teamId === null ? [] : [{ language, name, teamId }]
      })
      return toTeams(
        teams.map(({ language, name, teamId }) => ({
          ...{ id: language, name, teamId },
          rule: { field: 'contactLocale', operator: 'is', value: language },
        })),
        text('otherTeamId'),
      )
    },
  }),
  template('by_channel', {
    group: 'routing',
    asks: ['messengerTeamId', 'emailTeamId', 'otherTeamId'],
    make: ({ text, word }) =>
      toTeams(
        [
          {
            ...{ id: 'messenger', name: word('messenger'), teamId: text('messengerTeamId') },
            rule: { field: 'channelType', operator: 'any_of', value: messengers },
          },
          {
            ...{ id: 'email', name: word('email'), teamId: text('emailTeamId') },
            rule: { field: 'channelType', operator: 'is', value: 'email' },
          },
        ],
        text('otherTeamId'),
      ),
  }),
  template('shifts', {
    group: 'routing',
    asks: ['morningTeamId', 'afternoonTeamId', 'nightTeamId'],
    make: ({ text, word }) =>
      toTeams(
        [
          {
            ...{ id: 'morning', name: word('morning'), teamId: text('morningTeamId') },
            ...between('06:00', '14:00'),
          },
          {
            ...{ id: 'afternoon', name: word('afternoon'), teamId: text('afternoonTeamId') },
            ...between('14:00', '22:00'),
          },
        ],
        text('nightTeamId'),
      ),
  }),
]

const messengers = ['whatsapp', 'instagram', 'messenger', 'telegram', 'line', 'tiktok', 'sms']

const speaking: readonly (readonly [string, string, AskKey])[] = [
  ['en', 'English', 'englishTeamId'],
  ['de', 'Deutsch', 'germanTeamId'],
  ['it', 'Italiano', 'italianTeamId'],
  ['vi', 'Tiếng Việt', 'vietnameseTeamId'],
  ['th', 'ไทย', 'thaiTeamId'],
]

function opened(next: string): Readonly<{ start: Start }> {
  return { start: { trigger: { type: 'conversation_opened' }, next } }
}

type Way = Readonly<{ id: string; name: string; teamId: string; rule: WorkflowRule; and?: WorkflowRule }>

/** Each way to a team of its own; where none holds, to the last one. */
function toTeams(ways: readonly Way[], otherTeamId: string): WorkflowDefinitionInput {
  const others = { id: 'others', type: 'assign', to: { kind: 'team', teamId: otherTeamId } } as const
  if (ways.length === 0) return { ...opened('others'), steps: [others] }
  return {
    ...opened('which'),
    steps: [
      {
        ...{ id: 'which', type: 'branch' },
        branches: ways.map(({ id, name, rule, and }) => branchOn(id, name, rule, ...(and ? [and] : []))),
        exits: { ...Object.fromEntries(ways.map(({ id }) => [`branch:${id}`, `to_${id}`])), else: 'others' },
      },
      ...ways.map(({ id, teamId }) => ({
        ...({ id: `to_${id}`, type: 'assign', to: { kind: 'team', teamId } } as const),
      })),
      others,
    ],
  }
}

function branchOn(id: string, name: string, ...rules: readonly WorkflowRule[]) {
  return { id, name, condition: { combinator: 'and' as const, rules: [...rules] } }
}

function between(from: string, until: string): Pick<Way, 'rule' | 'and'> {
  return {
    rule: { field: 'timeOfDay', operator: 'more_than', value: from },
    and: { field: 'timeOfDay', operator: 'less_than', value: until },
  }
}
