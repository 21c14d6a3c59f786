import { patchWorkspace, postTeam } from '@fairlead/sdk'
import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { medium } from '../../ui/form/widths.ts'
import { PresetCards } from '../policy/preset-cards.tsx'
import { firstPolicy } from '../policy/presets.ts'
import { meQuery, useMe } from '../session/queries.ts'
import { teamsQuery } from '../teams/queries.ts'

/** Makes a team with its owner in it, and the workspace's default. */
export function TeamStep() {
  const { t } = useTranslation(['setup', 'policy'])
  const { member } = useMe()
  const cache = useQueryClient()

  const contract = useContractForm({
    initialValues: { name: t('team.firstName'), policy: firstPolicy, memberIds: [member.id] },
    schema: postTeam.body,
    fieldOfCode: { team_name_taken: 'name' },
    async save(values) {
      const team = await client.call(postTeam, { body: values })
      const workspace = await client.call(patchWorkspace, { body: { defaultTeamId: team.id } })
      cache.setQueryData(meQuery.queryKey, (me) => me && { ...me, workspace })
      await cache.invalidateQueries(teamsQuery)
    },
  })
  const { form } = contract

  return (
    <ContractForm
      contract={contract}
      actions={
        <div>
          <Button type="submit" loading={form.submitting}>
            {t('team.submit')}
          </Button>
        </div>
      }
    >
      <TextInput label={t('team.name')} {...medium} {...form.getInputProps('name')} />
      <PresetCards
        label={t('policy:presets.labelNew')}
        hint={t('policy:presets.hintNew')}
        value={form.values.policy}
        onChange={(policy) => form.setFieldValue('policy', policy)}
      />
    </ContractForm>
  )
}
