import { Popover, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useId, useMemo, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { readEmoji } from './emoji-data.ts'
import classes from './emoji-picker.module.css'
import { findEmoji } from './find-emoji.ts'
import { recentEmoji, rememberEmoji } from './recent-emoji.ts'

const columns = 8
const groupNames = [
  'smileys_emotion',
  'people_body',
  'animals_nature',
  'food_drink',
  'travel_places',
  'activities',
  'objects',
  'symbols',
  'flags',
] as const

type Props = Readonly<{ onChoose(emoji: string): void; onClose(): void; children: ReactNode }>
type Sign = readonly [sign: string, name: string]

/** Signs by group, those used last first, to be found by their English names. Arrows go through them from the search. */
export function EmojiPicker({ onChoose, onClose, children }: Props) {
  const { t } = useTranslation('snippets')
  const id = useId()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const { data: groups = [] } = useQuery({ queryKey: ['emoji'], queryFn: readEmoji })

  const sections = useMemo(() => {
    if (query.trim() !== '') return [{ title: null, signs: findEmoji(groups, query) }]
    const names = new Map(groups.flatMap(([, signs]) => signs))
    const recent = recentEmoji().map((sign): Sign => [sign, names.get(sign) ?? sign])
    const all = groups.map(([name, signs]) => ({ title: titleOf(name), signs }))
    return recent.length > 0 ? [{ title: 'recent' as const, signs: recent }, ...all] : all
  }, [groups, query])
  const signs = sections.flatMap((section) => section.signs)

  function choose(sign: string): void {
    rememberEmoji(sign)
    onChoose(sign)
  }

  function pressed(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: columns,
      ArrowUp: -columns,
    }
    const step = steps[event.key]
    const sign = signs[active]?.[0]
    if (event.nativeEvent.isComposing) return
    if (step !== undefined) go(Math.max(0, Math.min(signs.length - 1, active + step)))
    else if (event.key === 'Enter' && sign !== undefined) choose(sign)
    else return
    event.preventDefault()
  }

  function go(index: number): void {
    setActive(index)
    document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'nearest' })
  }

  let index = -1
  return (
    <Popover
      opened
      onDismiss={onClose}
      position="top-start"
      width={336}
      shadow="md"
      trapFocus
      returnFocus={false}
      withRoles={false}
    >
      <Popover.Target>
        <span>{children}</span>
      </Popover.Target>
      <Popover.Dropdown className={classes.picker} role="dialog" aria-label={t('emoji.insert')}>
        <TextInput
          size="sm"
          leftSection={<IconSearch size={16} />}
          placeholder={t('emoji.search')}
          aria-label={t('emoji.search')}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            setActive(0)
          }}
          onKeyDown={pressed}
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={signs.length > 0 ? `${id}-${active}` : undefined}
          data-autofocus
        />
        <div className={classes.list} id={id} role="listbox" aria-label={t('emoji.insert')}>
          {sections.map(({ title, signs: own }) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of a listbox has no element of its own
            <div
              key={title ?? 'found'}
              role="group"
              aria-label={title === null ? t('emoji.found') : t(`emoji.${title}`)}
            >
              {title !== null && (
                <Text size="xs" c="dimmed" className={classes.title} aria-hidden>
                  {t(`emoji.${title}`)}
                </Text>
              )}
              <div className={classes.grid}>
                {own.map(([sign, name]) => {
                  index += 1
                  return (
                    <button
                      key={sign}
                      id={`${id}-${index}`}
                      type="button"
                      role="option"
                      tabIndex={-1}
                      aria-selected={index === active}
                      className={classes.sign}
                      title={name}
                      aria-label={name}
                      onClick={() => choose(sign)}
                    >
                      {sign}
                    </button>
                  )
                })}
              </div>
            </div>
          ))}
          {signs.length === 0 && query !== '' && (
            <Text size="sm" c="dimmed" p="sm">
              {t('emoji.nothing')}
            </Text>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

function titleOf(name: string): (typeof groupNames)[number] {
  return groupNames.find((known) => known === name) ?? 'symbols'
}
