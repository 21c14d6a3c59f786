import { z } from 'zod'
import { idParams, name } from '../common.ts'
import { endpoint } from '../endpoint.ts'
import { workflowDefinition } from './definition.ts'

/** What a document holds of a workflow: enough to make it again, here or elsewhere. */
export const exportedWorkflow = z
  .object({ name, description: z.string().trim().max(1000).default(''), definition: workflowDefinition })
  .meta({ id: 'ExportedWorkflow' })
export type ExportedWorkflow = z.infer<typeof exportedWorkflow>

/** In bytes of UTF-8. */
export const maxDocumentBytes = 1_000_000

export const getWorkflowDocument = endpoint({
  method: 'get',
  path: '/workflows/{id}/document',
  tag: 'Workflows',
  access: 'manager',
  summary: 'The draft as a text to be kept beside code, as `workflows export` of the command line writes it.',
  params: idParams,
  query: z.object({ format: z.enum(['yaml', 'json']).default('yaml') }),
  response: z.object({ fileName: z.string(), text: z.string() }),
})

export const readWorkflowDocument = endpoint({
  method: 'post',
  path: '/workflows/document',
  tag: 'Workflows',
  access: 'manager',
  summary:
    'Reads a document with one workflow or several, YAML or JSON, and changes nothing: make or change them with what it answers. Where anything is wrong, `document_mistaken` names each place and its line.',
  body: z.object({ text: z.string().max(maxDocumentBytes) }),
  response: z.object({ data: z.array(exportedWorkflow) }),
})
