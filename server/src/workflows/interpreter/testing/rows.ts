/** For tests: how each type of step is left by each of its exits. */
import type { WorkflowStepType } from '@fairlead/sdk'
import type { Effect } from '../effect.ts'
import type { RunEvent } from '../run-event.ts'
import type { RunState } from '../run-state.ts'
import { answers, assigns, done, failed, goOn, say } from './play.ts'
import { agentId, type FactsGiven, monday, teamId } from './world.ts'

type Settings = Readonly<{ type: WorkflowStepType } & Record<string, unknown>>
type Event = RunEvent | ((run: RunState) => RunEvent)
export type Row = Readonly<{
  /** Of `stop` and of what fails without a way on: null. */
  exit: string | null
  settings: Settings
  events?: readonly Event[]
  facts?: FactsGiven
  /** When the last of the events happens, after the others. */
  laterMs?: number
  /** What it wants done on the way. */
  does?: readonly Effect['do'][]
  /** Other things that hold of it then. */
  variables?: RunState['variables']
}>

const text = { defaultLocale: 'en', texts: { en: 'Hello {{ contact.first_name }}' } }
const hour = 3_600_000
const time: RunEvent = { type: 'time' }
const opening = { isOpen: false, nextOpening: monday + hour, text: null, opensText: null }
const vip = { combinator: 'and', rules: [{ field: 'contactTags', operator: 'has', value: 'vip' }] }
const isOpenNow = { ...opening, isOpen: true, nextOpening: null }

const question = (settings: Record<string, unknown> = {}): Settings => ({ type: 'ask_question', text, ...settings })
const simple = (settings: Settings, does: Effect['do']): readonly Row[] => [
  { exit: 'next', settings, events: [done], does: [does] },
  { exit: null, settings, events: [failed], does: [does] },
]
const topics = [
  { id: 'bill', title: { defaultLocale: 'en', texts: { en: 'A bill', de: 'Rechnung' } } },
  { id: 'other', title: { defaultLocale: 'en', texts: { en: 'Other' } } },
]

export const rows: Readonly<Record<WorkflowStepType, readonly Row[]>> = {
  send_message: [
    { exit: 'next', settings: { type: 'send_message', text }, events: [done], does: ['send_message'] },
    { exit: 'failed', settings: { type: 'send_message', text }, events: [failed], does: ['send_message'] },
  ],
  ask_question: [
    { exit: 'answered', settings: question(), events: [done, say('Rope')], does: ['send_message'] },
    {
      exit: 'choice:bill',
      settings: question({ answer: 'choice', choices: topics, saveTo: { kind: 'variable', name: 'topic' } }),
      events: [done, say('rechnung')],
      does: ['send_message'],
      variables: { topic: 'A bill' },
    },
    {
      exit: 'choice:other',
      settings: question({ answer: 'choice', choices: topics }),
      events: [done, say('2')],
      does: ['send_message'],
    },
    {
      exit: 'invalid',
      settings: question({ answer: 'number', retries: 1 }),
      events: [done, say('many'), done, say('lots')],
      does: ['send_message', 'send_message'],
    },
    {
      exit: 'timeout',
      settings: question({ timeoutMinutes: 60 }),
      events: [done, time],
      laterMs: hour,
      does: ['send_message'],
    },
    { exit: 'failed', settings: question(), events: [failed], does: ['send_message'] },
    {
      exit: 'answered',
      settings: question({ answer: 'rating' }),
      events: [done, say('4')],
      does: ['send_message', 'rate'],
    },
    {
      exit: 'answered',
      settings: question({ answer: 'email', saveTo: { kind: 'contact', what: 'email' } }),
      events: [done, say('it is cora@example.com.'), done],
      does: ['send_message', 'edit_contact'],
    },
    {
      exit: 'answered',
      settings: question({ saveTo: { kind: 'contact_field', key: 'boat' } }),
      events: [done, say('Dinghy'), done],
      does: ['send_message', 'edit_contact'],
    },
    {
      exit: 'failed',
      settings: question({ answer: 'rating', saveTo: { kind: 'conversation_field', key: 'score' } }),
      events: [done, say('5'), failed],
      does: ['send_message', 'rate', 'edit_conversation'],
    },
  ],
  branch: [
    {
      exit: 'branch:vip',
      settings: { type: 'branch', branches: [{ id: 'vip', condition: vip }] },
      facts: { contact: { tags: ['VIP'] } },
    },
    { exit: 'else', settings: { type: 'branch', branches: [{ id: 'vip', condition: vip }] } },
  ],
  hours: [
    {
      exit: 'inside',
      settings: { type: 'hours', of: { kind: 'workspace' } },
      facts: { hours: { workspace: isOpenNow } },
    },
    {
      exit: 'outside',
      settings: { type: 'hours', of: { kind: 'team', teamId } },
      facts: { hours: { [teamId]: opening } },
    },
    {
      exit: 'outside',
      settings: { type: 'hours', of: { kind: 'team', teamId: null } },
      facts: { conversation: { teamId }, hours: { [teamId]: opening, workspace: isOpenNow } },
    },
    { exit: 'inside', settings: { type: 'hours', of: { kind: 'team', teamId } } },
  ],
  wait: [
    {
      exit: 'next',
      settings: { type: 'wait', until: { kind: 'minutes', minutes: 60 } },
      events: [time],
      laterMs: hour,
    },
    { exit: 'next', settings: { type: 'wait', until: { kind: 'time', time: '11:30' } }, events: [time], laterMs: hour },
    {
      exit: 'next',
      settings: { type: 'wait', until: { kind: 'opening', teamId: null } },
      facts: { hours: { workspace: opening } },
      events: [time],
      laterMs: hour,
    },
    {
      exit: 'next',
      settings: { type: 'wait', until: { kind: 'opening', teamId: null } },
      facts: { hours: { workspace: isOpenNow } },
    },
    {
      exit: null,
      settings: { type: 'wait', until: { kind: 'opening', teamId: null } },
      facts: { hours: { workspace: { ...opening, nextOpening: null } } },
    },
    { exit: 'replied', settings: { type: 'wait', until: { kind: 'reply' } }, events: [say('Hi')] },
    {
      exit: 'replied',
      settings: { type: 'wait', until: { kind: 'minutes', minutes: 60 }, orReply: true },
      events: [say('Hi')],
    },
    {
      exit: 'next',
      settings: { type: 'wait', until: { kind: 'minutes', minutes: 60 }, orReply: true },
      events: [time],
      laterMs: hour,
    },
  ],
  assign: [
    {
      exit: 'next',
      settings: { type: 'assign', to: { kind: 'team', teamId } },
      events: [assigns('waiting')],
      does: ['assign'],
    },
    {
      exit: 'next',
      settings: { type: 'assign', to: { kind: 'team', teamId }, timeoutMinutes: 60 },
      events: [assigns('assigned')],
      does: ['assign'],
    },
    {
      exit: 'next',
      settings: { type: 'assign', to: { kind: 'team', teamId }, timeoutMinutes: 60 },
      events: [assigns('waiting'), { type: 'assigned', agentId, by: 'engine' }],
      does: ['assign'],
    },
    {
      exit: 'timeout',
      settings: { type: 'assign', to: { kind: 'team', teamId }, timeoutMinutes: 60 },
      events: [assigns('waiting'), time],
      laterMs: hour,
      does: ['assign'],
    },
    {
      exit: 'next',
      settings: { type: 'assign', to: { kind: 'team', teamId }, timeoutMinutes: 60 },
      facts: { assignee: { id: agentId, name: 'Ana Agent' } },
      events: [assigns('waiting'), time],
      laterMs: hour,
      does: ['assign'],
    },
    {
      exit: 'full',
      settings: { type: 'assign', to: { kind: 'team', teamId }, fullAt: 5 },
      events: [assigns('full')],
      does: ['assign'],
    },
    {
      exit: 'next',
      settings: { type: 'assign', to: { kind: 'nobody' }, timeoutMinutes: 5 },
      events: [assigns('waiting')],
      does: ['assign'],
    },
    {
      exit: 'failed',
      settings: { type: 'assign', to: { kind: 'member', memberId: agentId } },
      events: [failed],
      does: ['assign'],
    },
  ],
  edit_contact: simple(
    { type: 'edit_contact', addTags: ['vip'], fields: { boat: '{{ contact.name }}' } },
    'edit_contact',
  ),
  edit_conversation: simple({ type: 'edit_conversation', priority: 'high' }, 'edit_conversation'),
  set_variable: [
    {
      exit: 'next',
      settings: { type: 'set_variable', variable: 'greeting', value: 'Hi {{ contact.first_name }}' },
      variables: { greeting: 'Hi Cora' },
    },
    { exit: null, settings: { type: 'set_variable', variable: 'greeting', value: '{{ contact' } },
  ],
  open: simple({ type: 'open' }, 'open'),
  snooze: simple({ type: 'snooze', minutes: 60 }, 'snooze'),
  close: simple({ type: 'close', summary: 'Nothing more from {{ contact.name }}.' }, 'close'),
  note: simple({ type: 'note', text: 'From {{ contact.name }}' }, 'note'),
  notify: simple({ type: 'notify', managers: true, text: 'Look here' }, 'notify'),
  http_request: [
    {
      exit: 'next',
      settings: {
        type: 'http_request',
        url: 'https://shop.example/{{ contact.name }}',
        mapping: [{ path: 'orders[0].id', variable: 'order' }],
      },
      events: [answers(200, '{"orders":[{"id":"A-1"}]}')],
      does: ['request'],
      variables: { http_status: 200, order: 'A-1' },
    },
    {
      exit: 'next',
      settings: { type: 'http_request', url: 'https://shop.example' },
      events: [answers(204, '')],
      does: ['request'],
      variables: { http_status: 204 },
    },
    {
      exit: 'failed',
      settings: { type: 'http_request', url: 'https://shop.example' },
      events: [answers(404, '{}')],
      does: ['request'],
      variables: { http_status: 404 },
    },
    {
      exit: 'failed',
      settings: { type: 'http_request', url: 'https://shop.example', mapping: [{ path: 'a', variable: 'order' }] },
      events: [answers(200, '<html>')],
      does: ['request'],
      variables: { http_status: 200 },
    },
    {
      exit: 'failed',
      settings: { type: 'http_request', url: 'https://shop.example' },
      events: [failed],
      does: ['request'],
    },
  ],
  jump: [
    { exit: 'jumped', settings: { type: 'jump', to: 'after' } },
    { exit: 'exceeded', settings: { type: 'jump', to: 'it', most: 2 }, events: [goOn, goOn] },
    { exit: null, settings: { type: 'jump', to: null } },
  ],
  run_workflow: [
    { exit: 'next', settings: { type: 'run_workflow', workflowId: teamId }, events: [done], does: ['run_workflow'] },
    {
      exit: 'failed',
      settings: { type: 'run_workflow', workflowId: teamId },
      events: [failed],
      does: ['run_workflow'],
    },
    { exit: 'failed', settings: { type: 'run_workflow', workflowId: null } },
  ],
  split: [
    {
      exit: 'part:a',
      settings: {
        type: 'split',
        parts: [
          { id: 'a', percent: 100 },
          { id: 'b', percent: 0 },
        ],
      },
    },
    {
      exit: 'part:b',
      settings: {
        type: 'split',
        parts: [
          { id: 'a', percent: 0 },
          { id: 'b', percent: 100 },
        ],
      },
    },
  ],
  webhook: simple({ type: 'webhook', url: 'https://hooks.example', body: '{{ secret.token }}' }, 'webhook'),
  email: simple({ type: 'email', to: 'desk@example.com', subject: 'A\nB', text: 'Hello' }, 'email'),
  stop: [{ exit: null, settings: { type: 'stop' } }],
}
