import { z } from 'zod'
import { id, idParams, instant, page, pageQuery } from '../common.ts'
import { endpoint } from '../endpoint.ts'
import { workflowDefinition } from './definition.ts'
import { stepId } from './step.ts'
import { workflowValue } from './value.ts'

/** `waiting`: for time, an answer, somebody or another system. `failed` can be tried again from where it stands. */
export const runStatus = z.enum(['running', 'waiting', 'done', 'failed', 'cancelled'])

/** Why a run ended otherwise than by itself, for programs; the app has words for each. */
export const runEnd = z.enum([
  'member_replied',
  'member_assigned',
  'closed',
  'switched_off',
  'cancelled_by_member',
  'contact_gone',
  'conversation_gone',
  'another_routing',
  'too_many_steps',
  'too_deep',
  'step_failed',
  'step_gone',
])
export type RunEnd = z.infer<typeof runEnd>

/** One execution, for one conversation. */
export const workflowRun = z
  .object({
    id,
    workflowId: id,
    workflowName: z.string(),
    version: z.number().int(),
    conversationId: id,
    contact: z.object({ id, name: z.string() }),
    status: runStatus,
    /** Where it stands. */
    stepId: stepId.nullable(),
    /** Until when at most; null: not waiting for time. */
    wakeAt: instant.nullable(),
    end: runEnd.nullable(),
    /** What went wrong, in words. */
    error: z.string().nullable(),
    startedAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'WorkflowRun' })
export type WorkflowRun = z.infer<typeof workflowRun>

/** A step as it was taken. */
export const runStep = z.object({
  place: z.number().int(),
  stepId: stepId.nullable(),
  at: instant,
  /** What came to it, such as the answer of the contact. */
  input: z.record(z.string(), z.unknown()),
  /** What it did, and what came of it. */
  output: z.record(z.string(), z.unknown()),
  /** By which exit it was left; null: it waits, or the run ended. */
  exit: z.string().nullable(),
  error: z.string().nullable(),
})
export type RunStep = z.infer<typeof runStep>

export const listWorkflowRuns = endpoint({
  method: 'get',
  path: '/workflows/{id}/runs',
  tag: 'Workflows',
  access: 'manager',
  summary: 'Runs of a workflow, the newest first.',
  params: idParams,
  query: pageQuery.extend({ status: runStatus.optional(), stepId: stepId.optional() }),
  response: page(workflowRun),
})

export const listConversationRuns = endpoint({
  method: 'get',
  path: '/conversations/{id}/runs',
  tag: 'Workflows',
  access: 'agent',
  summary: 'What workflows did and do with a conversation, the newest first; at most fifty.',
  params: idParams,
  response: z.object({ data: z.array(workflowRun) }),
})

export const getWorkflowRun = endpoint({
  method: 'get',
  path: '/workflow-runs/{id}',
  tag: 'Workflows',
  access: 'agent',
  summary: 'A run with its variables, every step it took, and the version of the workflow that those are of.',
  params: idParams,
  /** Without its definition, which never changes, for whoever has asked for that before. */
  query: z.object({ definition: z.enum(['true', 'false']).default('true') }),
  response: workflowRun.extend({
    variables: z.record(z.string(), workflowValue),
    steps: z.array(runStep),
    /** As it was published; null: it is not there any more, or not asked for. */
    definition: workflowDefinition.nullable(),
  }),
})

export const cancelWorkflowRun = endpoint({
  method: 'post',
  path: '/workflow-runs/{id}/cancel',
  tag: 'Workflows',
  access: 'agent',
  summary: 'Ends a run where it stands. One that has ended stays as it is.',
  params: idParams,
  response: workflowRun,
})

export const retryWorkflowRun = endpoint({
  method: 'post',
  path: '/workflow-runs/{id}/retry',
  tag: 'Workflows',
  access: 'manager',
  summary: 'Takes the step that failed once more, and goes on from there.',
  params: idParams,
  response: workflowRun,
})
