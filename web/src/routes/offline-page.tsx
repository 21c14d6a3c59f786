import { Button, Group, Loader, Stack, Text, Title } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useState } from 'react'
import { keptHere } from '../features/composer/kept-here.ts'
import { lastMember } from '../features/session/last-member.ts'
import { loadMe } from '../features/session/load-me.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { CenteredPage } from '../ui/centered-page.tsx'

const pauseMs = 3000

/**
 * The app without a server to ask: loaded anew while there was no connection. It goes on by itself, where one was, as
 * soon as the server answers. Nothing of it may be fetched later.
 */
export function OfflinePage({ onBack }: { onBack(): void }) {
  const { t } = useTranslation()
  const router = useRouter()
  const [isTrying, setTrying] = useState(false)
  const [{ unsent, begun }] = useState(keptOfThisTab)

  const tryAgain = useEffectEvent(async () => {
    if (isTrying) return
    setTrying(true)
    const isThere = await loadMe().then(
      () => true,
      () => false,
    )
    if (isThere) {
      await router.invalidate()
      onBack()
    } else {
      setTrying(false)
    }
  })

  useEffect(() => {
    const timer = setInterval(() => void tryAgain(), pauseMs)
    const hurry = () => void tryAgain()
    addEventListener('online', hurry)
    return () => {
      clearInterval(timer)
      removeEventListener('online', hurry)
    }
  }, [])

  return (
    <CenteredPage width={520}>
      <Stack align="flex-start">
        <div role="alert">
          <Title order={1}>{t('offline.title')}</Title>
          <Text mt="xs">{t('offline.text')}</Text>
        </div>
        <Kept title={t('offline.unsent')} texts={unsent} />
        <Kept title={t('offline.begun')} texts={begun} />
        <Group gap="sm">
          <Button onClick={() => void tryAgain()}>{t('tryAgain')}</Button>
          {isTrying && <Loader size={14} aria-hidden />}
        </Group>
      </Stack>
    </CenteredPage>
  )
}

function Kept({ title, texts }: { title: string; texts: readonly string[] }) {
  if (texts.length === 0) return null
  return (
    <section aria-label={title} style={{ inlineSize: '100%' }}>
      <Text size="sm" fw={500}>
        {title}
      </Text>
      <ul style={{ margin: 0, paddingInlineStart: 20 }}>
        {texts.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: read once, and two may say the same
          <li key={index}>
            <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} lineClamp={4}>
              {text}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  )
}

function keptOfThisTab() {
  const memberId = lastMember()
  return memberId === null ? { unsent: [], begun: [] } : keptHere(localStorage, memberId)
}
