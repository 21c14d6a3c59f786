import { Button, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconSearch, IconTemplate } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { snippetsQuery } from '../../features/snippets/queries.ts'
import { SnippetDialog } from '../../features/snippets/snippet-dialog.tsx'
import { SnippetGroups } from '../../features/snippets/snippet-groups.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page/page.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowListSkeleton } from '../../ui/row-list.tsx'

export function SnippetsPage() {
  const { t } = useTranslation('snippets')
  const snippets = useQuery(snippetsQuery)
  const [isAdding, { open, close }] = useDisclosure(false)
  const [query, setQuery] = useState('')

  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={open}>
      {t('add')}
    </Button>
  )

  return (
    <Page title={t('title')} description={t('description')} action={add}>
      <QueryView query={snippets} loading={<RowListSkeleton rows={4} />}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={IconTemplate} title={t('empty.title')} text={t('empty.text')} />
          ) : (
            <>
              <TextInput
                mb="md"
                leftSection={<IconSearch size={16} />}
                placeholder={t('search')}
                aria-label={t('search')}
                value={query}
                onChange={(event) => setQuery(event.currentTarget.value)}
              />
              <SnippetGroups snippets={list} query={query} />
            </>
          )
        }
      </QueryView>
      {isAdding && <SnippetDialog snippet={null} onClose={close} />}
    </Page>
  )
}
