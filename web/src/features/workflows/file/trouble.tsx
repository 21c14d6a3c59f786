import { Code, List, Stack, Text } from '@mantine/core'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { FileTrouble, Mistake } from './read-file.ts'

/** What is wrong with a file, each with its place, and what to do about it. */
export function Trouble({ trouble }: Readonly<{ trouble: FileTrouble }>) {
  const { t } = useTranslation('workflows')
  switch (trouble.kind) {
    case 'mistaken':
      return (
        <Stack gap="xs">
          <Text>{t('file.mend')}</Text>
          <List spacing={6} fz="sm">
            {trouble.mistakes.map((mistake) => (
              <List.Item key={JSON.stringify(mistake)}>
                <MistakeLine mistake={mistake} />
              </List.Item>
            ))}
          </List>
        </Stack>
      )
    case 'too_big':
      return <Text>{t('file.tooBig')}</Text>
    case 'several':
      return <Text>{t('file.several', { name: trouble.name })}</Text>
    case 'refused':
      return <Text>{trouble.reason}</Text>
    default:
      return trouble satisfies never
  }
}

function MistakeLine({ mistake: { line, path, message } }: Readonly<{ mistake: Mistake }>) {
  const { t } = useTranslation('workflows')
  return (
    <>
      {line !== undefined && <strong>{t('file.line', { line })} </strong>}
      {path !== '' && <Code style={{ overflowWrap: 'anywhere' }}>{path}</Code>}{' '}
      <span lang="en" style={{ overflowWrap: 'anywhere' }}>
        {message}
      </span>
    </>
  )
}
