import { type ApiKey, deleteApiKey } from '@fairlead/sdk'
import { Button, Code, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { formatDateTime } from '../../ui/format-date.ts'
import { notifyDone } from '../../ui/notify.ts'
import { Row, RowList } from '../../ui/row-list.tsx'
import { membersQuery } from '../members/queries.ts'
import { useMe } from '../session/queries.ts'
import classes from './key-list.module.css'
import { apiKeysQuery } from './queries.ts'

export function KeyList({ keys }: { keys: readonly ApiKey[] }) {
  const { t } = useTranslation('settings')
  const [asked, setAsked] = useState<ApiKey | null>(null)
  const cache = useQueryClient()

  async function revoke(id: string) {
    await client.call(deleteApiKey, { params: { id } })
    await cache.invalidateQueries(apiKeysQuery)
    notifyDone(t('apiKeys.revoked'))
  }

  return (
    <>
      <RowList label={t('apiKeys.list')}>
        {keys.map((key) => (
          <Row key={key.id}>
            <KeyLine apiKey={key} />
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setAsked(key)}>
              {t('apiKeys.revoke')}
            </Button>
          </Row>
        ))}
      </RowList>
      {asked && (
        <ConfirmDialog
          isOpen
          title={t('apiKeys.revokeTitle', { name: asked.name })}
          text={t('apiKeys.revokeText')}
          confirm={t('apiKeys.revoke')}
          onConfirm={() => revoke(asked.id)}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}

function KeyLine({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation('settings')
  const { member: me } = useMe()
  const members = useQuery(membersQuery)
  const holder = members.data?.data.find(({ id }) => id === apiKey.memberId)

  return (
    <div className={classes.line}>
      <Text fw={500} truncate>
        {apiKey.name}
      </Text>
      <Text fz={13} c="dimmed" component="div">
        <Code>{apiKey.prefix}…</Code>
        {apiKey.memberId !== me.id && (
          <> · {t('apiKeys.actsAs', { name: holder?.name ?? t('apiKeys.somebodyGone') })}</>
        )}
        {' · '}
        {apiKey.lastUsedAt === null
          ? t('apiKeys.neverUsed')
          : t('apiKeys.lastUsed', { when: formatDateTime(apiKey.lastUsedAt) })}
      </Text>
    </div>
  )
}
