import { z } from 'zod'
import { filterOperator } from '../filter.ts'
import { type RuleTree, ruleTree, ruleValue } from '../rule-tree.ts'

/** What a workflow asks about; `key` says which one, where there are several of the kind. */
export const workflowField = z.enum([
  'status',
  'priority',
  'channelId',
  'channelType',
  'teamId',
  'assigneeId',
  'tags',
  'skillIds',
  'subject',
  'isWaiting',
  'waitingMinutes',
  'idleMinutes',
  'ageMinutes',
  /** A custom field of the conversation: `key` is its key. */
  'field',
  'contactName',
  'contactEmail',
  'contactPhone',
  'contactLocale',
  'contactTags',
  'contactStage',
  'contactOwnerId',
  /** They never had another conversation. */
  'contactIsNew',
  /** A custom field of the contact: `key` is its key. */
  'contactField',
  /** Something the run has learned: `key` is its name. */
  'variable',
  /** What the contact wrote last. */
  'messageText',
  /** `key`: a team's id; without one the workspace's hours. */
  'isOpen',
  /** Of a team, `key`; without one the conversation's own: how many wait, agents who are there, who have room. */
  'queueLength',
  'agentsOnline',
  'agentsFree',
  /** How long somebody who comes now would wait there; unknown is not set. */
  'etaMinutes',
  /** In the workspace's time zone: `09:30`, `monday`. */
  'timeOfDay',
  'weekday',
])
export type WorkflowField = z.infer<typeof workflowField>

export const workflowRule = z.object({
  field: workflowField,
  key: z.string().max(60).optional(),
  /** As in saved views, and `matches`: a regular expression (RE2), without regard to case. */
  operator: z.enum([...filterOperator.options, 'matches']),
  value: ruleValue.optional(),
})
export type WorkflowRule = z.infer<typeof workflowRule>

/** Nested at most five deep, at most fifty rules in all; without rules it holds. */
export type WorkflowCondition = RuleTree<WorkflowRule>

export const workflowCondition = ruleTree(workflowRule, { id: 'WorkflowCondition', name: 'rules' })

/** Holds always. */
export const always: WorkflowCondition = { combinator: 'and', rules: [] }
