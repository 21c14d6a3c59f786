import { z } from 'zod'
import { id, idParams } from '../common.ts'
import { endpoint } from '../endpoint.ts'
import { workflowRun } from './run.ts'
import { workflowValue } from './value.ts'

export const startWorkflow = endpoint({
  method: 'post',
  path: '/conversations/{id}/workflows/{workflowId}/start',
  tag: 'Workflows',
  access: 'agent',
  summary: 'Starts a workflow whose trigger is a button, with the answers of its form.',
  params: idParams.extend({ workflowId: id }),
  body: z.object({ answers: z.record(z.string().max(60), workflowValue).default({}) }),
  response: workflowRun,
  status: 201,
})

/** What a member may start from a conversation. */
export const listWorkflowButtons = endpoint({
  method: 'get',
  path: '/workflow-buttons',
  tag: 'Workflows',
  access: 'agent',
  summary: 'The workflows that members start by hand, with their forms.',
  response: z.object({
    data: z.array(
      z.object({
        id,
        label: z.string(),
        shortcut: z.string(),
        form: z.array(
          z.object({
            name: z.string(),
            label: z.string(),
            kind: z.string(),
            choices: z.array(z.string()),
            isRequired: z.boolean(),
          }),
        ),
      }),
    ),
  }),
})
