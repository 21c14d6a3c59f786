import type { Policy } from '@fairlead/sdk'

/** What most teams begin with. */
export const firstPolicy: Policy = {
  strategy: 'round_robin',
  onlineOnly: true,
  assignWhenBusy: false,
  agentLimit: null,
}
