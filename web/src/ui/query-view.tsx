import { Alert, Button, Group } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { describeError } from '../describe-error.ts'
import { useTranslation } from '../i18n/use-translation.ts'

type Props<T> = Readonly<{
  query: UseQueryResult<T>
  loading: ReactNode
  children: (data: T) => ReactNode
}>

/** What was loaded; until then its outline; or why it could not be, and a way to try again. */
export function QueryView<T>({ query, loading, children }: Props<T>) {
  const { t } = useTranslation()
  if (query.data !== undefined) return children(query.data)
  if (!query.error) return loading

  return (
    <Alert color="red" role="alert">
      <Group justify="space-between" gap="sm">
        {describeError(query.error)}
        <Button size="xs" variant="default" onClick={() => query.refetch()} loading={query.isFetching}>
          {t('tryAgain')}
        </Button>
      </Group>
    </Alert>
  )
}
