/**
 * The test chat: the interpreter itself, on an invented contact. Nothing is stored and nobody is told; all that a chat is
 * goes to and fro as its state, which is looked at like anything else from outside.
 */
import type { tryWorkflow as endpoint, Tried, WorkflowDefinition } from '@fairlead/sdk'
import type { z } from 'zod'
import { now } from '../../db/clock.ts'
import type { Db } from '../../db/database.ts'
import { invalidRequest } from '../../errors.ts'
import { begin } from '../interpreter/begin.ts'
import type { Effect } from '../interpreter/effect.ts'
import type { Incoming, RunEvent } from '../interpreter/run-event.ts'
import { step } from '../interpreter/step.ts'
import { Pause } from '../pause.ts'
import { foresee } from './foresee.ts'
import { invented, inventedLocation, loadInventedWorld, type Place } from './invented.ts'
import { pretend } from './pretend.ts'
import { readState, type TryState, writeState } from './state.ts'

type Given = Readonly<z.output<(typeof endpoint)['body']>>
type Happening = NonNullable<Given['event']>

/** What was said and done so far, of this request. */
type Chat = {
  state: TryState
  readonly steps: Tried['steps']
  readonly says: Tried['says']
  readonly foreseen: Tried['foreseen']
}

/** So many steps at once; a run that has more before it goes on when it is asked again. */
const mostAtOnce = 200
const mostMs = 5000
const latest = Date.UTC(2190, 0)

export async function tryWorkflow(db: Db, workspaceId: string, given: Given): Promise<Tried> {
  const { definition, event } = given
  const place = await loadPlace(db, workspaceId, given.channelId)
  const chat: Chat = {
    state: given.state === undefined ? beginning(given) : readState(given.state),
    steps: [],
    says: [],
    foreseen: [],
  }
  const told = event && happen(chat, event)
  if (told) await tell({ db, place, definition }, chat, told)
  const [pause, until] = [new Pause(), performance.now() + mostMs]
  for (let taken = 0; taken < mostAtOnce && chat.state.run.status === 'running'; taken += 1) {
    if (performance.now() > until) break
    await tell({ db, place, definition }, chat, { type: 'go_on' })
    await pause.whenLong()
  }
  return answerOf(chat)
}

function beginning({ definition, contact }: Given): TryState {
  const at = now()
  const { name = 'Cora Customer', locale = 'en', tags = [], stage = null, isNew = true } = contact ?? {}
  return {
    run: begin(definition, knownOf(definition)),
    now: at,
    contact: { name, email: null, phone: null, locale, tags: [...tags], stage, ownerId: null, fields: {}, isNew },
    conversation: {
      ...{ status: 'open', priority: 'normal', teamId: null, assigneeId: null },
      ...{ tags: [], skillIds: [], fields: {}, openedAt: at },
    },
    messageText: '',
  }
}

// As if the first of those that it names had been answered.
function knownOf({ start: { trigger } }: WorkflowDefinition): Record<string, string> {
  const name = trigger.type === 'broadcast_reply' ? trigger.broadcasts[0] : undefined
  return name === undefined ? {} : { broadcast: name }
}

/** What the run is told of it; null: nothing that concerns it. */
function happen(chat: Chat, event: Happening): RunEvent | null {
  const { state } = chat
  const { waiting } = state.run
  switch (event.type) {
    case 'says': {
      chat.state = { ...state, messageText: event.text }
      return { type: 'message', message: messageOf(event) }
    }
    case 'skip': {
      const until = waiting === null || waiting.for === 'effect' ? null : waiting.until
      const to = event.minutes === null ? (until ?? state.now) : state.now + event.minutes * 60_000
      chat.state = { ...state, now: Math.min(Math.max(to, state.now), latest) }
      return { type: 'time' }
    }
    case 'assigned':
      chat.state = { ...state, conversation: { ...state.conversation, assigneeId: event.memberId } }
      return { type: 'assigned', agentId: event.memberId, by: 'engine' }
    case 'answered':
      if (waiting?.for !== 'effect') return null
      return answered(waiting.effectId, event)
    default:
      return event satisfies never
  }
}

function messageOf({ text, choiceId, brings }: Extract<Happening, { type: 'says' }>): Incoming {
  return {
    ...{ id: invented, text, choiceId: choiceId ?? null, kind: brings === 'location' ? 'location' : 'text' },
    attachmentIds: brings === 'file' ? [invented] : [],
    location: brings === 'location' ? inventedLocation : null,
  }
}

function answered(effectId: string, { status, body }: Extract<Happening, { type: 'answered' }>): RunEvent {
  if (status < 100)
    return { type: 'failed', effectId, code: 'unreachable', message: 'The other system did not answer.' }
  return { type: 'done', effectId, result: { do: 'request', status, body } }
}

type Parts = Readonly<{ db: Db; place: Place; definition: WorkflowDefinition }>

async function tell({ db, place, definition }: Parts, chat: Chat, event: RunEvent): Promise<void> {
  for (let told: RunEvent | null = event; told !== null; ) {
    const world = await loadInventedWorld(db, place, definition, chat.state)
    const [run, effects] = step(definition, chat.state.run, told, world)
    for (const effect of effects) {
      if (effect.do !== 'assign' || run.stepId === null) continue
      const seen = await foresee(db, place, chat.state, effect)
      if (seen !== null) chat.foreseen.push({ stepId: run.stepId, ...seen })
    }
    chat.state = { ...chat.state, run }
    told = doAll(chat, effects)
  }
}

function doAll(chat: Chat, effects: readonly Effect[]): RunEvent | null {
  let told: RunEvent | null = null
  for (const effect of effects) {
    note(chat, effect)
    const { state, result } = pretend(chat.state, effect)
    chat.state = state
    const isWaitedFor = effect.do !== 'record' && effect.do !== 'rate'
    if (isWaitedFor && result !== null) told = { type: 'done', effectId: effect.id, result }
  }
  return told
}

function note({ steps, says }: Chat, effect: Effect): void {
  if (effect.do === 'send_message') {
    const text = effect.text === '' && effect.template !== null ? `[${effect.template.name}]` : effect.text
    const choices = effect.choices.map(({ id, title }) => ({ id, title }))
    says.push({ text, choices, files: effect.attachmentIds.length })
  } else if (effect.do === 'record' && effect.stepId !== null) {
    const { stepId, exit, output, error } = effect
    steps.push({ stepId, exit, output: { ...output }, error })
  }
}

function answerOf({ state, steps, says, foreseen }: Chat): Tried {
  const { status, stepId, waiting, end, error, variables } = state.run
  const until = waiting === null || waiting.for === 'effect' ? null : waiting.until
  return {
    ...{ state: writeState(state), status, stepId, end, error, variables: { ...variables }, steps, says, foreseen },
    waitsFor: waiting?.for ?? null,
    wakeAt: until === null ? null : new Date(Math.min(until, latest)).toISOString(),
    now: new Date(state.now).toISOString(),
  }
}

async function loadPlace(db: Db, workspaceId: string, channelId: string | undefined): Promise<Place> {
  const { name, hours, language } = await db
    .selectFrom('workspace')
    .select(['name', 'hours', 'language'])
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  if (channelId === undefined) return { workspaceId, name, hours, language, channel: { id: invented, type: 'webchat' } }
  const channel = await db
    .selectFrom('channel')
    .select(['id', 'type'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', channelId)
    .executeTakeFirst()
  if (channel === undefined) throw invalidRequest([{ path: 'channelId', message: 'is no channel of this workspace' }])
  return { workspaceId, name, hours, language, channel }
}
