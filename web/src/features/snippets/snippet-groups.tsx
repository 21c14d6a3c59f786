import type { Snippet } from '@fairlead/sdk'
import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useTeams } from '../conversations/use-names.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { findSnippets } from './find-snippets.ts'
import { SnippetList } from './snippet-list.tsx'

/** By who uses them: one's own, everybody's, and those of each team. */
export function SnippetGroups({ snippets, query }: { snippets: readonly Snippet[]; query: string }) {
  const { t } = useTranslation('snippets')
  const locale = useLocale()
  const teams = useTeams()
  const found = findSnippets(snippets, query.trim().replace(/^\//, ''), locale)
  const groups = Map.groupBy(found, ({ ownerId, teamId }) => teamId ?? (ownerId === null ? 'everybody' : 'mine'))
  const keys = [...groups.keys()].toSorted((one, other) => rankOf(one) - rankOf(other))

  if (found.length === 0) return <Text c="dimmed">{t('nothing')}</Text>
  return (
    <Stack gap="lg">
      {keys.map((key) => {
        const title =
          key === 'mine' || key === 'everybody'
            ? t(`groups.${key}`)
            : t('groups.team', { name: teams.get(key)?.name ?? '' })
        return (
          <section key={key}>
            <Title order={2} size="h5" mb="xs">
              {title}
            </Title>
            <SnippetList label={title} snippets={groups.get(key) ?? []} />
          </section>
        )
      })}
    </Stack>
  )
}

function rankOf(key: string): number {
  return key === 'mine' ? 0 : key === 'everybody' ? 1 : 2
}
