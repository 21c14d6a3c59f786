import {
  conditionsOf,
  type PlacedRule,
  rulesOf,
  type WorkflowDefinition,
  type WorkflowField,
  type WorkflowStep,
  type WorkflowTrigger,
} from '@fairlead/sdk'

/** Something outside of a definition that it names. `what`: an id, or a key, a name. */
export type Reference = Readonly<{
  kind:
    | 'team'
    | 'member'
    | 'channel'
    | 'skill'
    | 'category'
    | 'workflow'
    | 'attachment'
    | 'stage'
    | 'template'
    | 'contact_field'
    | 'conversation_field'
  what: string
  stepId: string | null
  path: string
}>

type Named = Pick<Reference, 'kind' | 'what' | 'path'>

/** Everything that may be gone by the time it is needed, and where it is named. */
export function referencesOf(definition: WorkflowDefinition): readonly Reference[] {
  return [
    ...ofTrigger(definition.start.trigger).map((named) => ({ ...named, stepId: null })),
    ...conditionsOf(definition).flatMap(rulesOf).flatMap(ofRule),
    ...definition.steps.flatMap((step) => ofStep(step).map((named) => ({ ...named, stepId: step.id }))),
  ]
}

function ofTrigger(trigger: WorkflowTrigger): Named[] {
  const channels = 'channelIds' in trigger ? each('channel', 'trigger.channelIds', trigger.channelIds) : []
  if (trigger.type === 'contact_stage_changed') return each('stage', 'trigger.to', trigger.to)
  if (trigger.type === 'contact_field_changed' && trigger.field !== '') {
    return [{ kind: 'contact_field', what: trigger.field, path: 'trigger.field' }]
  }
  return channels
}

const kindOfValue: Partial<Record<WorkflowField, Reference['kind']>> = {
  teamId: 'team',
  assigneeId: 'member',
  channelId: 'channel',
  skillIds: 'skill',
  contactOwnerId: 'member',
  contactStage: 'stage',
}

const kindOfKey: Partial<Record<WorkflowField, Reference['kind']>> = {
  field: 'conversation_field',
  contactField: 'contact_field',
  isOpen: 'team',
  queueLength: 'team',
  agentsOnline: 'team',
  agentsFree: 'team',
  etaMinutes: 'team',
}

function ofRule({ stepId, path, rule: { field, key, operator, value } }: PlacedRule): Reference[] {
  const ofValue = operator === 'matches' ? undefined : kindOfValue[field]
  const ofKey = kindOfKey[field]
  const values = ofValue === undefined ? [] : [value].flat().filter((item) => typeof item === 'string' && item !== '')
  return [
    ...(ofKey === undefined || !key ? [] : [{ kind: ofKey, what: key, stepId, path: `${path}.key` }]),
    ...values.map((what) => ({ kind: ofValue!, what: String(what), stepId, path: `${path}.value` })),
  ]
}

function ofStep(step: WorkflowStep): Named[] {
  switch (step.type) {
    case 'send_message':
      return [
        ...each('attachment', 'attachmentIds', step.attachmentIds),
        ...(step.channel === 'this' || step.channel === 'last' ? [] : one('channel', 'channel', step.channel)),
        ...(step.template ? one('template', 'template', templateKey(step.template)) : []),
      ]
    case 'ask_question': {
      const { saveTo } = step
      if (saveTo?.kind !== 'contact_field' && saveTo?.kind !== 'conversation_field') return []
      return one(saveTo.kind, 'saveTo.key', saveTo.key)
    }
    case 'hours':
      return step.of.kind === 'team' ? one('team', 'of.teamId', step.of.teamId) : []
    case 'wait':
      return step.until.kind === 'opening' ? one('team', 'until.teamId', step.until.teamId) : []
    case 'assign':
      return [...ofTarget(step.to), ...each('skill', 'skillIds', step.skillIds)]
    case 'edit_contact':
      return [
        ...fields('contact_field', step.fields),
        ...one('stage', 'stage', step.stage ?? null),
        ...(step.ownerId === 'assignee' ? [] : one('member', 'ownerId', step.ownerId ?? null)),
      ]
    case 'edit_conversation':
      return [...fields('conversation_field', step.fields), ...each('skill', 'skillIds', step.skillIds ?? [])]
    case 'close':
      return one('category', 'categoryId', step.categoryId)
    case 'note':
      return each('member', 'mentionIds', step.mentionIds)
    case 'notify':
      return each('member', 'memberIds', step.memberIds)
    case 'run_workflow':
      return one('workflow', 'workflowId', step.workflowId)
    default:
      return []
  }
}

function ofTarget(to: Extract<WorkflowStep, { type: 'assign' }>['to']): Named[] {
  if (to.kind === 'member') return one('member', 'to.memberId', to.memberId)
  return to.kind === 'nobody' ? [] : one('team', 'to.teamId', to.teamId)
}

/** As one text, since a template is known by both. */
export function templateKey({ name, language }: Readonly<{ name: string; language: string }>): string {
  return `${name} ${language}`
}

function one(kind: Reference['kind'], path: string, what: string | null): Named[] {
  return what === null ? [] : [{ kind, what, path }]
}

function each(kind: Reference['kind'], path: string, whats: readonly string[]): Named[] {
  return whats.map((what, index) => ({ kind, what, path: `${path}.${index}` }))
}

function fields(kind: Reference['kind'], values: Readonly<Record<string, unknown>>): Named[] {
  return Object.keys(values).map((key) => ({ kind, what: key, path: `fields.${key}` }))
}
