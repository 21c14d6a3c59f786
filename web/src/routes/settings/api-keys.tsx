import { Anchor, Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { KeyList } from '../../features/api-keys/key-list.tsx'
import { NewKeyDialog } from '../../features/api-keys/new-key-dialog.tsx'
import { apiKeysQuery } from '../../features/api-keys/queries.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page/page.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowListSkeleton } from '../../ui/row-list.tsx'

export function ApiKeysPage() {
  const { t } = useTranslation('settings')
  // No event tells of keys: those made elsewhere are seen on the next visit.
  const keys = useQuery({ ...apiKeysQuery, staleTime: 0 })
  const [isAdding, { open, close }] = useDisclosure(false)

  return (
    <Page
      title={t('pages.apiKeys')}
      description={t('apiKeys.description')}
      action={
        <Button leftSection={<IconPlus size={16} />} onClick={open}>
          {t('apiKeys.add')}
        </Button>
      }
    >
      <QueryView query={keys} loading={<RowListSkeleton rows={2} />}>
        {({ data }) =>
          data.length > 0 ? (
            <KeyList keys={data} />
          ) : (
            <EmptyState icon={IconKey} title={t('apiKeys.empty.title')} text={t('apiKeys.empty.text')} />
          )
        }
      </QueryView>
      <Anchor href="/api/docs" target="_blank" rel="noreferrer" mt="md" display="inline-block">
        {t('apiKeys.docs')}
      </Anchor>
      {isAdding && <NewKeyDialog onClose={close} />}
    </Page>
  )
}
