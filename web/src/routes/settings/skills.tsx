import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconSparkles } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../features/session/queries.ts'
import { isAtLeast } from '../../features/session/roles.ts'
import { skillsQuery } from '../../features/skills/queries.ts'
import { SkillDialog } from '../../features/skills/skill-dialog.tsx'
import { SkillList } from '../../features/skills/skill-list.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page/page.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowListSkeleton } from '../../ui/row-list.tsx'

export function SkillsPage() {
  const { t } = useTranslation('settings')
  const { member } = useMe()
  const skills = useQuery(skillsQuery)
  const [isAdding, { open, close }] = useDisclosure(false)
  const canAdd = isAtLeast(member.role, 'manager')

  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={open}>
      {t('skills.add')}
    </Button>
  )

  return (
    <Page title={t('pages.skills')} description={t('skills.description')} action={canAdd ? add : undefined}>
      <QueryView query={skills} loading={<RowListSkeleton rows={3} />}>
        {({ data }) =>
          data.length > 0 ? (
            <SkillList skills={data} />
          ) : (
            <EmptyState
              icon={IconSparkles}
              title={t('skills.empty.title')}
              text={t(canAdd ? 'skills.empty.text' : 'skills.empty.textAgent')}
            />
          )
        }
      </QueryView>
      {isAdding && <SkillDialog skill={null} onClose={close} />}
    </Page>
  )
}
