import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBolt, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { MacroDialog } from '../../features/macros/macro-dialog.tsx'
import { MacroList } from '../../features/macros/macro-list.tsx'
import { macrosQuery } from '../../features/macros/queries.ts'
import { useMe } from '../../features/session/queries.ts'
import { isAtLeast } from '../../features/session/roles.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page/page.tsx'
import { Section } from '../../ui/page/section.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowListSkeleton } from '../../ui/row-list.tsx'

export function MacrosPage() {
  const { t } = useTranslation('macros')
  const { member } = useMe()
  const macros = useQuery(macrosQuery)
  const [isAdding, { open, close }] = useDisclosure(false)
  const isManager = isAtLeast(member.role, 'manager')

  return (
    <Page
      title={t('title')}
      description={t('description')}
      action={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
          {t('add')}
        </Button>
      }
    >
      <QueryView query={macros} loading={<RowListSkeleton rows={3} />}>
        {(all) => {
          if (all.length === 0) {
            return <EmptyState icon={IconBolt} title={t('empty.title')} text={t('empty.text')} />
          }
          const shared = all.filter(({ ownerId }) => ownerId === null)
          const own = all.filter(({ ownerId }) => ownerId !== null)
          return (
            <>
              <Section title={t('shared.title')}>
                {shared.length === 0 ? (
                  <Text c="dimmed">{t('shared.none')}</Text>
                ) : (
                  <MacroList label={t('shared.title')} macros={shared} canChange={isManager} />
                )}
              </Section>
              <Section title={t('own.title')}>
                {own.length === 0 ? (
                  <Text c="dimmed">{t('own.none')}</Text>
                ) : (
                  <MacroList label={t('own.title')} macros={own} canChange />
                )}
              </Section>
            </>
          )
        }}
      </QueryView>
      {isAdding && <MacroDialog macro={null} onClose={close} />}
    </Page>
  )
}
