import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChecklist, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { CategoryDialog } from '../../features/closing/category-dialog.tsx'
import { CategoryList } from '../../features/closing/category-list.tsx'
import { ClosingRules } from '../../features/closing/closing-rules.tsx'
import { categoriesQuery } from '../../features/closing/queries.ts'
import { useMe } from '../../features/session/queries.ts'
import { isAtLeast } from '../../features/session/roles.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page/page.tsx'
import { Section } from '../../ui/page/section.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowListSkeleton } from '../../ui/row-list.tsx'

export function ClosingPage() {
  const { t } = useTranslation('closing')
  const { member } = useMe()
  const categories = useQuery(categoriesQuery)
  const [isAdding, { open, close }] = useDisclosure(false)
  const canChange = isAtLeast(member.role, 'manager')

  return (
    <Page title={t('title')} description={t('description')}>
      <Section title={t('categories.title')} description={t('categories.hint')}>
        <QueryView query={categories} loading={<RowListSkeleton rows={3} />}>
          {(all) => {
            const current = all.filter(({ isDeleted }) => !isDeleted)
            if (current.length > 0) return <CategoryList categories={current} canChange={canChange} />
            return (
              <EmptyState
                icon={IconChecklist}
                title={t('categories.none')}
                text={canChange ? t('categories.noneText') : t('categories.noneAgent')}
              />
            )
          }}
        </QueryView>
        {canChange && (
          <Button mt="md" variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
            {t('categories.add')}
          </Button>
        )}
      </Section>
      <Section title={t('rules.title')} description={t('rules.hint')}>
        <ClosingRules />
      </Section>
      {isAdding && <CategoryDialog category={null} onClose={close} />}
    </Page>
  )
}
