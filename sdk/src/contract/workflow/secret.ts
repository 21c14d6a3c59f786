import { z } from 'zod'
import { instant } from '../common.ts'
import { endpoint } from '../endpoint.ts'

const workflowSecret = z.object({ name: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/), changedAt: instant })

export const listWorkflowSecrets = endpoint({
  method: 'get',
  path: '/workflow-secrets',
  tag: 'Workflows',
  access: 'manager',
  summary: 'The names of what workflows may tell other systems and nobody sees.',
  response: z.object({ data: z.array(workflowSecret) }),
})

export const putWorkflowSecret = endpoint({
  method: 'put',
  path: '/workflow-secrets/{name}',
  tag: 'Workflows',
  access: 'manager',
  summary: 'Keeps a secret, encrypted. It is never shown again.',
  params: workflowSecret.pick({ name: true }),
  body: z.object({ value: z.string().min(1).max(4000) }),
  response: workflowSecret,
})

export const deleteWorkflowSecret = endpoint({
  method: 'delete',
  path: '/workflow-secrets/{name}',
  tag: 'Workflows',
  access: 'manager',
  summary: 'Forgets a secret. Steps that need it fail from then on.',
  params: workflowSecret.pick({ name: true }),
})
