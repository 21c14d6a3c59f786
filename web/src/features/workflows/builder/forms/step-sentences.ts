import type { ChannelType, Weekday, WorkflowStep, WorkflowTrigger } from '@fairlead/sdk'
import { textIn } from './fields/local-texts.ts'

export type Names = Readonly<{
  team(id: string): string
  member(id: string): string
  channel(id: string): string
  workflow(id: string): string
  channelType(type: ChannelType): string
  weekday(day: Weekday): string
  /** Null: a step that is gone. */
  step(step: WorkflowStep | null): string
}>

/** How sentences are put together in a language. */
export type Words = Readonly<{
  say(key: string, values?: Readonly<Record<string, string | number>>): string
  duration(minutes: number): string
  list(items: readonly string[]): string
  /** What has no name yet: “Way 2”. */
  numbered(what: 'branch' | 'choices' | 'split', number: number): string
  names: Names
}>

/** What a step does, in a line; empty: nothing more than its name says. `target`: where it jumps to. */
export function sayStep(step: WorkflowStep, target: WorkflowStep | null, words: Words): string {
  const { say, duration, list, names } = words
  switch (step.type) {
    case 'send_message':
      if (step.template !== null) return say('template', { name: step.template.name })
      return textIn(step.text, step.text.defaultLocale) || say(step.attachmentIds.length > 0 ? 'files' : 'nothingYet')
    case 'ask_question': {
      const text = textIn(step.text, step.text.defaultLocale)
      return text === '' ? say('nothingYet') : say('asks', { text })
    }
    case 'branch':
      return list(step.branches.map(({ name }, index) => name || words.numbered('branch', index + 1)))
    case 'hours':
      return sayHours(step, words)
    case 'wait':
      return sayWait(step, words)
    case 'assign':
      return sayAssign(step, words)
    case 'edit_contact':
    case 'edit_conversation':
      return sayEdit(step, words)
    case 'set_variable':
      return `${step.variable} = ${Array.isArray(step.value) ? list(step.value) : (step.value ?? '–')}`
    case 'snooze':
      return say('for', { duration: duration(step.minutes) })
    case 'close':
      return step.summary
    case 'note':
      return step.text || say('nothingYet')
    case 'notify': {
      const who = [
        ...(step.assignee ? [say('assignee')] : []),
        ...(step.managers ? [say('managers')] : []),
        ...step.memberIds.map(names.member),
      ]
      return who.length === 0 ? say('nobodyYet') : say('tells', { who: list(who), text: step.text })
    }
    case 'http_request':
      return step.url === '' ? say('nothingYet') : `${step.method} ${step.url}`
    case 'jump':
      return step.to === null ? say('nothingYet') : say('jump', { step: names.step(target), count: step.most })
    case 'run_workflow':
      return step.workflowId === null ? say('nothingYet') : names.workflow(step.workflowId)
    case 'split':
      return list(
        step.parts.map(({ name, percent }, index) => `${name || words.numbered('split', index + 1)} ${percent} %`),
      )
    case 'webhook':
      return step.url || say('nothingYet')
    case 'email':
      return step.to === '' ? say('nothingYet') : `${step.to}: ${step.subject}`
    case 'open':
    case 'stop':
      return ''
    default:
      return step satisfies never
  }
}

function sayHours({ of }: Extract<WorkflowStep, { type: 'hours' }>, { say, names }: Words): string {
  if (of.kind !== 'team') return say(of.kind === 'own' ? 'ownHours' : 'workspaceHours')
  return of.teamId === null ? say('ownTeamHours') : say('teamHours', { team: names.team(of.teamId) })
}

function sayWait({ until, orReply }: Extract<WorkflowStep, { type: 'wait' }>, { say, duration, names }: Words): string {
  const text = () => {
    switch (until.kind) {
      case 'minutes':
        return say('for', { duration: duration(until.minutes) })
      case 'time':
        return say('untilTime', { time: until.time })
      case 'opening':
        return until.teamId === null ? say('untilOpen') : say('untilTeamOpen', { team: names.team(until.teamId) })
      case 'reply':
        return say('untilReply')
      default:
        return until satisfies never
    }
  }
  return orReply && until.kind !== 'reply' ? say('orReply', { until: text() }) : text()
}

function sayAssign(step: Extract<WorkflowStep, { type: 'assign' }>, { say, duration, names }: Words): string {
  const { to, timeoutMinutes } = step
  const whom = () => {
    switch (to.kind) {
      case 'team':
        return say('toTeam', { team: names.team(to.teamId) })
      case 'member':
        return say('toMember', { member: names.member(to.memberId) })
      default:
        return say(`to_${to.kind}`)
    }
  }
  return timeoutMinutes === null ? whom() : say('atMost', { whom: whom(), duration: duration(timeoutMinutes) })
}

type Edit = Extract<WorkflowStep, { type: 'edit_contact' | 'edit_conversation' }>

function sayEdit(step: Edit, { say, list, names }: Words): string {
  const said = [
    ...step.addTags.map((tag) => `+ ${tag}`),
    ...step.removeTags.map((tag) => `− ${tag}`),
    ...Object.keys(step.fields),
  ]
  if (step.type === 'edit_contact') {
    if (step.stage !== undefined) said.push(say('stage', { stage: step.stage ?? '–' }))
    if (step.ownerId !== undefined) {
      const { ownerId } = step
      const owner = ownerId === null ? '–' : ownerId === 'assignee' ? say('assignee') : names.member(ownerId)
      said.push(say('owner', { owner }))
    }
  } else {
    if (step.priority !== undefined) said.push(say(`priority_${step.priority}`))
    if (step.skillIds !== undefined) said.push(say('skills'))
  }
  return said.length === 0 ? say('nothingYet') : list(said)
}

/** How a workflow begins, in a line. */
export function sayStart(trigger: WorkflowTrigger, { say, duration, list, names }: Words): string {
  const when = say(`start_${trigger.type}`)
  const channels =
    'channelIds' in trigger
      ? [...trigger.channelTypes.map(names.channelType), ...trigger.channelIds.map(names.channel)]
      : []
  const details = [...(channels.length > 0 ? [list(channels)] : []), ...detailsOf()]
  return details.length === 0 ? when : `${when}: ${list(details)}`

  function detailsOf(): string[] {
    switch (trigger.type) {
      case 'conversation_opened':
        return trigger.contacts === 'all' ? [] : [say(`contacts_${trigger.contacts}`)]
      case 'message_received':
        return [...trigger.keywords.map((word) => `“${word}”`), ...(trigger.firstOfDay ? [say('firstOfDay')] : [])]
      case 'broadcast_reply':
        return trigger.broadcasts.map((name) => `“${name}”`)
      case 'contact_tag_changed':
        return [...trigger.tags]
      case 'contact_field_changed':
        return trigger.field === '' ? [] : [trigger.field]
      case 'contact_stage_changed':
        return [...trigger.to]
      case 'waiting_longer':
      case 'no_reply':
        return [duration(trigger.minutes)]
      case 'button':
        return [trigger.label]
      case 'schedule':
        return [...(trigger.days.length === 7 ? [say('daily')] : trigger.days.map(names.weekday)), ...trigger.times]
      case 'rating_given':
        return trigger.scores.length === 0 ? [] : [say('scores', { scores: list(trigger.scores.map(String)) })]
      default:
        return []
    }
  }
}
