import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocale } from '../inbox/use-locale.ts'
import classes from './audio-player.module.css'
import { clockText } from './clock-text.ts'

const speeds = [1, 1.5, 2]

/** A voice note or another recording: it is heard at the speed one likes, and gone through by mouse or by arrow keys. */
export function AudioPlayer({ url, label }: { url: string; label: string }) {
  const { t } = useTranslation('thread')
  const locale = useLocale()
  const audio = useRef<HTMLAudioElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [length, setLength] = useState<number | null>(null)
  const [speed, setSpeed] = useState(1)

  function toggle() {
    const player = audio.current
    if (player === null) return
    if (player.paused) void player.play().catch(() => setPlaying(false))
    else player.pause()
  }

  function quicken() {
    const next = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1
    if (audio.current) audio.current.playbackRate = next
    setSpeed(next)
  }

  return (
    <fieldset className={classes.player} aria-label={label}>
      {/* biome-ignore lint/a11y/useMediaCaption: what customers say comes without a transcript */}
      <audio
        ref={audio}
        src={url}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime)}
        // A recording that was never finished has no length until it was heard.
        onDurationChange={({ currentTarget: { duration } }) => setLength(Number.isFinite(duration) ? duration : null)}
      />
      <ActionIcon
        variant="filled"
        radius="xl"
        size={36}
        onClick={toggle}
        aria-label={isPlaying ? t('audio.pause') : t('audio.play')}
      >
        {isPlaying ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
      </ActionIcon>
      <input
        type="range"
        className={classes.track}
        min={0}
        max={Math.max(1, Math.ceil(length ?? at))}
        step={1}
        value={Math.floor(at)}
        aria-label={t('audio.position')}
        aria-valuetext={clockText(at)}
        onChange={({ currentTarget: { value } }) => {
          setAt(Number(value))
          if (audio.current) audio.current.currentTime = Number(value)
        }}
      />
      <span className={classes.time}>{clockText(at === 0 && length !== null ? length : at)}</span>
      <UnstyledButton className={classes.speed} onClick={quicken} aria-label={t('audio.speed', { speed })}>
        {new Intl.NumberFormat(locale).format(speed)}×
      </UnstyledButton>
    </fieldset>
  )
}
