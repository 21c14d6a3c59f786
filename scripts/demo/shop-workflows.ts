import {
  type Client,
  type Input,
  patchWorkflow,
  postWorkflow,
  publishWorkflow,
  type WorkflowStart,
} from '@fairlead/sdk'

type Places = Readonly<{
  teamIds: Readonly<Record<'Sales' | 'Support' | 'Key accounts', string>>
  /** The page and the phone; what comes by the portal is left as the team's policy has it. */
  webchatId: string
  whatsappId: string
}>

type FromTemplate = Pick<Input<typeof postWorkflow>['body'], 'name' | 'template' | 'answers'> &
  Readonly<{
    /** Where alone it begins. */
    channelId?: string
    isDraft?: boolean
  }>

/** What happens by itself in the shop: made from templates as a manager does, and all but one published. */
export async function prepareWorkflows(owner: Client, { teamIds, webchatId, whatsappId }: Places): Promise<void> {
  const workflows: readonly FromTemplate[] = [
    {
      ...{ name: 'Leads from WhatsApp', template: 'even_leads', channelId: whatsappId },
      answers: { teamId: teamIds.Sales },
    },
    {
      ...{ name: 'VIPs to their own agent', template: 'vip', channelId: webchatId },
      answers: { vipTag: 'vip', vipTeamId: teamIds['Key accounts'], otherTeamId: teamIds.Support },
    },
    { name: 'How was it?', template: 'rating', channelId: webchatId },
    { name: 'Spam', template: 'spam' },
    // The shop never closes, so that there is nothing to publish it for.
    { name: 'Reply outside opening hours', template: 'out_of_hours', isDraft: true },
  ]
  for (const workflow of workflows) await prepareWorkflow(owner, workflow)
}

async function prepareWorkflow(owner: Client, { name, template, answers, channelId, isDraft }: FromTemplate) {
  const body = { name, template, locale: 'en', ...(answers && { answers }) }
  const { id, draft, draftVersion } = await owner.call(postWorkflow, { body })
  if (isDraft) return

  const start = channelId === undefined ? draft.start : inChannel(draft.start, channelId)
  const edited = await owner.call(patchWorkflow, {
    params: { id },
    body: { draft: { ...draft, start }, draftVersion },
  })
  await owner.call(publishWorkflow, { params: { id }, body: { draftVersion: edited.draftVersion } })
}

function inChannel(start: WorkflowStart, channelId: string): WorkflowStart {
  const { trigger } = start
  return 'channelIds' in trigger ? { ...start, trigger: { ...trigger, channelIds: [channelId] } } : start
}
