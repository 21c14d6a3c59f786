import { Modal, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import classes from './pick-dialog.module.css'

export type Choice = Readonly<{ id: string; name: string; text: string; icon: ReactNode; group?: string }>

type Props = Readonly<{
  title: string
  placeholder: string
  isPhone: boolean
  choicesFor(typed: string): readonly Choice[]
  onPick(id: string): void
  onClose(): void
}>

/** One of many, found by typing. The arrows go through the list while the focus stays in the field. */
export function PickDialog({ title, placeholder, isPhone, choicesFor, onPick, onClose }: Props) {
  const { t } = useTranslation('builder')
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const listId = useId()
  const choices = choicesFor(typed)
  const active = choices[Math.min(at, choices.length - 1)]

  const [before] = useState(() => document.activeElement)

  // Whoever picks nothing goes on where they were; what is picked takes the focus later.
  useEffect(
    () => () => {
      setTimeout(() => {
        if (before instanceof HTMLElement && document.activeElement === document.body)
          before.focus({ preventScroll: true })
      })
    },
    [before],
  )
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })

  function hear(event: KeyboardEvent) {
    const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
    const by = steps[event.key]
    if (by !== undefined) setAt((at + by + choices.length) % Math.max(choices.length, 1))
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing && active) onPick(active.id)
    else return
    event.preventDefault()
  }

  return (
    <Modal opened onClose={onClose} title={title} fullScreen={isPhone} size="md" centered={false} yOffset="10vh">
      <TextInput
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={hear}
        placeholder={placeholder}
        aria-label={placeholder}
        leftSection={<IconSearch size={16} aria-hidden />}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={active === undefined ? undefined : `${listId}-${active.id}`}
        autoComplete="off"
        data-autofocus
      />
      <div ref={list} id={listId} role="listbox" aria-label={title} className={classes.list}>
        {choices.map((choice, index) => (
          <div key={choice.id}>
            {choice.group !== undefined && choice.group !== choices[index - 1]?.group && (
              <div className={classes.group}>{choice.group}</div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above hears the keys */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field */}
            <div
              id={`${listId}-${choice.id}`}
              role="option"
              aria-selected={choice === active}
              className={classes.choice}
              onClick={() => onPick(choice.id)}
            >
              {choice.icon}
              <div className={classes.words}>
                <div>{choice.name}</div>
                {choice.text !== '' && <div className={classes.text}>{choice.text}</div>}
              </div>
            </div>
          </div>
        ))}
      </div>
      {choices.length === 0 && (
        <Text c="dimmed" ta="center" py="md" role="status">
          {t('pick.nothing')}
        </Text>
      )}
    </Modal>
  )
}
