import { patchWorkspace, type Workspace } from '@fairlead/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type ContractForm, useContractForm } from '../../ui/form/use-contract-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { meQuery } from '../session/queries.ts'

/** A form for some of the workspace's settings; `check` refuses what the contract lets pass. */
export function useWorkspaceForm<Values extends Partial<Workspace>>(
  initialValues: Values,
  check: (values: Values) => void = () => {},
): ContractForm<Values> {
  const { t } = useTranslation('settings')
  const cache = useQueryClient()

  return useContractForm({
    initialValues,
    schema: patchWorkspace.body,
    async save(values: Values) {
      check(values)
      const workspace = await client.call(patchWorkspace, { body: values })
      cache.setQueryData(meQuery.queryKey, (me) => me && { ...me, workspace })
      notifyDone(t('workspace.saved'))
    },
  })
}
