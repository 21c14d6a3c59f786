import type { Message } from '@fairlead/sdk'
import { Anchor, Text } from '@mantine/core'
import { IconCircleDashed, IconExternalLink } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './message.module.css'

/** A story of ours that was answered, or one of theirs that names us. */
export function Story({ as, url }: NonNullable<Message['content']['story']>) {
  const { t } = useTranslation('inbox')
  return (
    <span className={classes.label}>
      <IconCircleDashed size={14} aria-hidden /> {t(`message.story.${as}`)}
      {url !== null && isWebAddress(url) && (
        <>
          {' · '}
          <Anchor
            href={url}
            target="_blank"
            rel="noopener noreferrer nofollow"
            size="xs"
            title={t('message.storyHint')}
          >
            {t('message.openStory')}
          </Anchor>
        </>
      )}
    </span>
  )
}

/** A post, a page or a file elsewhere. */
export function SharedLink({ url, title }: NonNullable<Message['content']['link']>) {
  const { t } = useTranslation('inbox')
  if (!isWebAddress(url)) return <Text size="sm">{title ?? url}</Text>
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow" className={classes.card} data-link>
      <IconExternalLink size={20} aria-hidden />
      <span>
        <Text size="sm" fw={500} component="span" display="block">
          {title ?? t('message.link')}
        </Text>
        <Text size="xs" c="dimmed" component="span" display="block" lineClamp={2}>
          {new URL(url).host}
        </Text>
      </span>
    </a>
  )
}

// What a stranger sent must not run.
function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
}
