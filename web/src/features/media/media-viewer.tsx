import { ActionIcon, Modal, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconDownload, IconX, IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { dateTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { attachmentUrl } from './attachment-url.ts'
import type { Medium } from './media-list.ts'
import classes from './media-viewer.module.css'
import { ZoomedPicture } from './zoomed-picture.tsx'

type Props = Readonly<{
  media: readonly Medium[]
  openId: string
  onOpen(id: string): void
  onClose(): void
}>

const zooms = [1, 1.5, 2, 3, 4, 6]

/** The pictures and films of a conversation, one at a time over the whole window. */
export function MediaViewer({ media, openId, onOpen, onClose }: Props) {
  const { t } = useTranslation('thread')
  const locale = useLocale()
  const [zoom, setZoom] = useState({ id: openId, step: 0 })
  const index = media.findIndex(({ attachment }) => attachment.id === openId)
  const medium = media[index]
  const [before, after] = [media[index - 1], media[index + 1]]
  const isPicture = medium?.attachment.type.startsWith('image/') ?? false
  // Each picture begins whole.
  const step = zoom.id === openId ? zoom.step : 0
  const zoomTo = (wanted: number) =>
    setZoom({ id: openId, step: isPicture ? Math.max(0, Math.min(zooms.length - 1, wanted)) : 0 })
  const go = (to: Medium | undefined) => to && onOpen(to.attachment.id)

  // It is there only while it is open, so nobody else knows where the focus came from.
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      setTimeout(() => opener instanceof HTMLElement && opener.focus())
    },
    [opener],
  )
  // Wherever the focus is just now, and before the inbox, which has the same keys for other things.
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  })
  if (medium === undefined) return null
  const { attachment, message } = medium
  const url = attachmentUrl(attachment)

  function onKeyDown(event: KeyboardEvent) {
    // A film has keys of its own.
    if (event.target instanceof HTMLMediaElement || event.ctrlKey || event.metaKey || event.altKey) return
    const act = actOf(event.key, document.documentElement.dir === 'rtl')
    if (act === undefined) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }

  function actOf(key: string, isMirrored: boolean): (() => void) | undefined {
    switch (key) {
      case 'ArrowLeft':
        return () => go(isMirrored ? after : before)
      case 'ArrowRight':
        return () => go(isMirrored ? before : after)
      case '+':
      case '=':
        return () => zoomTo(step + 1)
      case '-':
        return () => zoomTo(step - 1)
      case '0':
        return () => zoomTo(0)
      default:
        return undefined
    }
  }

  return (
    <Modal.Root
      opened
      onClose={onClose}
      fullScreen
      transitionProps={{ duration: 0 }}
      classNames={{ content: classes.viewer ?? '' }}
    >
      <Modal.Content aria-label={t('media.label')}>
        <header className={classes.bar}>
          <div className={classes.about}>
            <Text size="sm" fw={500} truncate>
              {attachment.name}
            </Text>
            <Text size="xs" truncate className={classes.when}>
              {message.author.name} · {dateTime(message.at, locale)}
              {media.length > 1 && ` · ${t('media.place', { place: index + 1, count: media.length })}`}
            </Text>
          </div>
          {isPicture && (
            <>
              <Tool label={t('media.zoomOut')} isOff={step === 0} onPress={() => zoomTo(step - 1)}>
                <IconZoomOut size={20} />
              </Tool>
              <Tool label={t('media.zoomIn')} isOff={step === zooms.length - 1} onPress={() => zoomTo(step + 1)}>
                <IconZoomIn size={20} />
              </Tool>
            </>
          )}
          <ActionIcon
            component="a"
            href={`${url}${url.includes('?') ? '&' : '?'}download`}
            download={attachment.name}
            variant="subtle"
            className={classes.tool}
            size="lg"
            aria-label={t('media.download')}
            title={t('media.download')}
          >
            <IconDownload size={20} />
          </ActionIcon>
          <Tool label={t('media.close')} onPress={onClose} hasFocus>
            <IconX size={20} />
          </Tool>
        </header>
        <div className={classes.stage}>
          {isPicture ? (
            <ZoomedPicture
              key={attachment.id}
              url={url}
              name={attachment.name}
              zoom={zooms[step] ?? 1}
              onToggle={() => zoomTo(step === 0 ? 2 : 0)}
            />
          ) : (
            // biome-ignore lint/a11y/useMediaCaption: what customers film comes without captions
            <video
              key={attachment.id}
              className={classes.film}
              src={url}
              controls
              autoPlay
              aria-label={attachment.name}
            />
          )}
          {media.length > 1 && (
            <>
              <div className={classes.before}>
                <Tool label={t('media.before')} isOff={before === undefined} onPress={() => go(before)}>
                  <IconChevronLeft className={classes.arrow} size={26} />
                </Tool>
              </div>
              <div className={classes.after}>
                <Tool label={t('media.after')} isOff={after === undefined} onPress={() => go(after)}>
                  <IconChevronRight className={classes.arrow} size={26} />
                </Tool>
              </div>
            </>
          )}
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}

type ToolProps = Readonly<{
  label: string
  isOff?: boolean
  hasFocus?: boolean
  onPress(): void
  children: ReactNode
}>

// What can do nothing just now keeps the focus that it has.
function Tool({ label, isOff = false, hasFocus = false, onPress, children }: ToolProps) {
  return (
    <ActionIcon
      variant="subtle"
      className={classes.tool}
      size="lg"
      aria-label={label}
      title={label}
      aria-disabled={isOff || undefined}
      data-autofocus={hasFocus || undefined}
      onClick={() => {
        if (!isOff) onPress()
      }}
    >
      {children}
    </ActionIcon>
  )
}
