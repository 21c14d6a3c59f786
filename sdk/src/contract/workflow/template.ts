import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { workflowDefinition } from './definition.ts'

/** Something to begin with. Its texts are in the languages of the app. */
export const workflowTemplate = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  group: z.enum(['routing', 'waiting', 'questions', 'follow_up', 'by_hand']),
  /** What has to be known to make it. */
  asks: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      kind: z.enum([
        'team',
        'teams',
        'member',
        'members',
        'channel',
        'text',
        'tag',
        'stage',
        'number',
        'whatsapp_template',
      ]),
      isRequired: z.boolean().default(true),
    }),
  ),
  definition: workflowDefinition,
})
export type WorkflowTemplate = z.infer<typeof workflowTemplate>

export const listWorkflowTemplates = endpoint({
  method: 'get',
  path: '/workflow-templates',
  tag: 'Workflows',
  access: 'manager',
  summary: 'Workflows to begin with, in a language of the app.',
  query: z.object({ locale: z.string().max(20).default('en') }),
  response: z.object({ data: z.array(workflowTemplate) }),
})
