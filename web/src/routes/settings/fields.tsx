import type { Field } from '@fairlead/sdk'
import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FieldDialog } from '../../features/fields/field-dialog.tsx'
import { FieldList } from '../../features/fields/field-list.tsx'
import { fieldsQuery } from '../../features/fields/queries.ts'
import { useMe } from '../../features/session/queries.ts'
import { isAtLeast } from '../../features/session/roles.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Page } from '../../ui/page/page.tsx'
import { Section } from '../../ui/page/section.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowListSkeleton } from '../../ui/row-list.tsx'

const subjects = ['contact', 'conversation'] as const

export function FieldsPage() {
  const { t } = useTranslation('fields')
  const { member } = useMe()
  const fields = useQuery(fieldsQuery)
  const [adding, setAdding] = useState<Field['subject'] | null>(null)
  const canAdd = isAtLeast(member.role, 'manager')

  return (
    <Page title={t('title')} description={t('description')}>
      {subjects.map((subject) => (
        <Section key={subject} title={t(`subject.${subject}`)} description={t(`subjectHint.${subject}`)}>
          <QueryView query={fields} loading={<RowListSkeleton rows={2} />}>
            {(all) => {
              const own = all.filter((field) => field.subject === subject)
              if (own.length > 0) return <FieldList subject={subject} fields={own} />
              return <Text c="dimmed">{canAdd ? t(`none.${subject}`) : t('noneForAgents')}</Text>
            }}
          </QueryView>
          {canAdd && (
            <Button
              mt="md"
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setAdding(subject)}
              aria-label={t(`addFor.${subject}`)}
            >
              {t('add')}
            </Button>
          )}
        </Section>
      ))}
      {adding && <FieldDialog subject={adding} field={null} onClose={() => setAdding(null)} />}
    </Page>
  )
}
