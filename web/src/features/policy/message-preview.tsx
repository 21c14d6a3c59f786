import { type ExpectationKind, previewExpectation } from '@fairlead/sdk'
import { Input, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './message-preview.module.css'

type Props = Readonly<{
  teamId: string
  kind: ExpectationKind
  text: string
  locale: string
  conversationId: string | null
}>

/** What a customer would read now, or what is wrong with the text and where. */
export function MessagePreview({ teamId, kind, text, locale, conversationId }: Props) {
  const { t, i18n } = useTranslation('policy')
  const [settled] = useDebouncedValue(text, 400)
  const body = { kind, text: settled, locale, conversationId }
  const preview = useQuery({
    queryKey: ['expectation-preview', teamId, body],
    queryFn: ({ signal }) => client.call(previewExpectation, { params: { id: teamId }, body, signal }),
    enabled: settled.trim() !== '',
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    // Positions and times move on.
    staleTime: 10_000,
  })

  if (text.trim() === '') return <Text c="dimmed">{t('messages.previewEmpty')}</Text>
  if (preview.error) {
    return <Input.Error>{t('messages.previewFailed', { why: describeError(preview.error) })}</Input.Error>
  }
  if (!preview.data) return null

  const { mistakes, variables } = preview.data
  const examples = variables.filter(({ name, isExample }) => isExample && settled.includes(name))

  return (
    <div aria-live="polite">
      {mistakes.length > 0 ? (
        <>
          <Input.Error>{t('messages.mistakes')}</Input.Error>
          <ul className={classes.mistakes}>
            {mistakes.map(({ line, column, message }) => (
              <li key={`${line}:${column} ${message}`}>{t('messages.mistakeAt', { line, column, message })}</li>
            ))}
          </ul>
        </>
      ) : (
        <figure className={classes.preview}>
          <figcaption className={classes.caption}>{t('messages.preview')}</figcaption>
          <blockquote className={classes.bubble} dir="auto" lang={locale}>
            {preview.data.text}
          </blockquote>
          {examples.length > 0 && (
            <Text fz={12} c="dimmed">
              {t('messages.previewExamples', {
                names: new Intl.ListFormat(i18n.language).format(
                  examples.map(({ name, value }) => `${variableName(name, t)} (${value})`),
                ),
              })}
            </Text>
          )}
        </figure>
      )}
    </div>
  )
}

type Translate = ReturnType<typeof useTranslation<'policy'>>['t']

function variableName(name: string, t: Translate): string {
  return t(`messages.variableNames.${name}`, { defaultValue: name })
}
