import { deleteTeam, type Team } from '@fairlead/sdk'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { teamsQuery } from './queries.ts'

export function DeleteTeam({ team }: { team: Team }) {
  const { t } = useTranslation('settings')
  const [isAsking, setIsAsking] = useState(false)
  const cache = useQueryClient()
  const navigate = useNavigate()

  async function remove() {
    await client.call(deleteTeam, { params: { id: team.id } })
    await navigate({ to: '/settings/teams' })
    await cache.invalidateQueries(teamsQuery)
    notifyDone(t('teams.deleted'))
  }

  return (
    <>
      <Button color="red" variant="light" onClick={() => setIsAsking(true)}>
        {t('teams.delete')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('teams.deleteTitle', { name: team.name })}
        text={t('teams.deleteText')}
        confirm={t('teams.delete')}
        onConfirm={remove}
        onClose={() => setIsAsking(false)}
      />
    </>
  )
}
