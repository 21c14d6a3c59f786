import { type Client, postWorkflow, publishWorkflow } from '@fairlead/sdk'
import { makeDefinition, type Surroundings, type WorkflowKey } from './definitions.ts'

/** The workflows of the workspace, by what they are for. */
export type Workflows = Readonly<{
  ids: Readonly<Record<WorkflowKey, string>>
  around: Surroundings
  /** Where another system begins `shipping`; without the server. */
  hookPath: string
}>

const order: readonly WorkflowKey[] = [
  ...(['logbook', 'detour', 'route', 'welcome', 'offer', 'later', 'order'] as const),
  ...(['rating', 'thanks', 'shipping', 'remind'] as const),
]

/** Makes them all and publishes them, as a manager does. Those that route begin in this order. */
export async function publishAll(client: Client, around: Omit<Surroundings, 'logbookId'>): Promise<Workflows> {
  const ids: Partial<Record<WorkflowKey, string>> = {}
  let hookPath = ''
  for (const key of order) {
    const draft = makeDefinition(key, { ...around, logbookId: ids.logbook ?? '' })
    const { id, draftVersion } = await client.call(postWorkflow, { body: { name: key, draft } })
    const { webhookUrl } = await client.call(publishWorkflow, { params: { id }, body: { draftVersion } })
    ids[key] = id
    if (key === 'shipping') hookPath = new URL(webhookUrl ?? '').pathname
  }
  const whole = ids as Record<WorkflowKey, string>
  return { ids: whole, around: { ...around, logbookId: whole.logbook }, hookPath }
}
