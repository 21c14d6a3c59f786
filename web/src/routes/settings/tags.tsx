import { Button, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconSearch, IconTag } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../../features/session/queries.ts'
import { isAtLeast } from '../../features/session/roles.ts'
import { knownTagsQuery } from '../../features/tags/queries.ts'
import { TagDialog } from '../../features/tags/tag-dialog.tsx'
import { TagList } from '../../features/tags/tag-list.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page/page.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowListSkeleton } from '../../ui/row-list.tsx'

const manyTags = 10

export function TagsPage() {
  const { t } = useTranslation('tags')
  const { member } = useMe()
  const tags = useQuery(knownTagsQuery)
  const [isAdding, { open, close }] = useDisclosure(false)
  const [sought, setSought] = useState('')
  const canChange = isAtLeast(member.role, 'manager')

  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={open}>
      {t('add')}
    </Button>
  )

  return (
    <Page title={t('title')} description={t('description')} action={canChange ? add : undefined}>
      <QueryView query={tags} loading={<RowListSkeleton rows={4} />}>
        {(known) => {
          if (known.length === 0) {
            return (
              <EmptyState
                icon={IconTag}
                title={t('empty.title')}
                text={t(canChange ? 'empty.text' : 'empty.textAgent')}
              />
            )
          }
          const found = known.filter(({ name }) => name.toLocaleLowerCase().includes(sought.trim().toLocaleLowerCase()))
          return (
            <>
              {known.length > manyTags && (
                <TextInput
                  aria-label={t('search')}
                  placeholder={t('search')}
                  leftSection={<IconSearch size={16} aria-hidden />}
                  value={sought}
                  onChange={(event) => setSought(event.currentTarget.value)}
                  mb="sm"
                />
              )}
              {found.length > 0 ? <TagList tags={found} known={known} /> : <Text c="dimmed">{t('nothing')}</Text>}
            </>
          )
        }}
      </QueryView>
      {isAdding && <TagDialog tag={null} known={tags.data ?? []} onClose={close} />}
    </Page>
  )
}
