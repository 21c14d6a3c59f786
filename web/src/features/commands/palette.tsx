import { ActionIcon, Loader, Modal, TextInput } from '@mantine/core'
import { IconArrowLeft, IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Command } from './command.ts'
import { Keys } from './keys.tsx'
import classes from './palette.module.css'
import { rememberChosen } from './recent.ts'
import { commands } from './registry.ts'
import { usePaletteChoices } from './use-palette-choices.ts'

type Props = Readonly<{ isOpen: boolean; inside: Command | null }>

/** Everything that can be done, found by typing. A command with choices shows them in its place. */
export function Palette({ isOpen, inside }: Props) {
  const { t } = useTranslation('commands')
  return (
    <Modal.Root
      opened={isOpen}
      onClose={() => commands.show(null)}
      size={620}
      centered={false}
      yOffset="8dvh"
      padding={0}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={inside?.title ?? t('palette.title')}>
        <Modal.Body>
          <Chooser key={inside?.id ?? ''} inside={inside} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function Chooser({ inside }: { inside: Command | null }) {
  const { t } = useTranslation('commands')
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const isHurried = useRef(commands.typedAhead.endsWith('\n'))
  const [query, setQuery] = useState(() => commands.typedAhead.replaceAll('\n', ''))
  const [active, setActive] = useState(0)
  const { choices, isLoading, hasFailed } = usePaletteChoices(inside, query)
  const index = Math.min(active, choices.length - 1)
  const optionId = (at: number) => `${listId}-${at}`
  const back = () => commands.show({ kind: 'palette', inside: null })

  useLayoutEffect(() => input.current?.focus(), [])
  // Who pressed Enter before the choices were here meant the first of them.
  useEffect(() => {
    const [first] = choices
    // What there is to do is known before whom one may mean.
    const isWaiting = isLoading && (inside !== null || first === undefined)
    if (!isHurried.current || isWaiting) return
    isHurried.current = false
    if (first) choose(first, inside)
  }, [choices, isLoading, inside])

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another one is chosen
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [index, choices])

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && choices.length > 0) {
      event.preventDefault()
      setActive((index + step + choices.length) % choices.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const choice = choices[index]
      if (choice) choose(choice, inside)
      else isHurried.current = isLoading
    } else if (event.key === 'Backspace' && query === '' && inside !== null) {
      event.preventDefault()
      back()
    }
  }

  return (
    <div className={classes.body}>
      <div className={classes.head}>
        {inside !== null && (
          <ActionIcon variant="subtle" color="gray" onClick={back} aria-label={t('palette.back')}>
            <IconArrowLeft size={18} />
          </ActionIcon>
        )}
        <TextInput
          ref={input}
          className={classes.input}
          variant="unstyled"
          leftSection={inside === null ? <IconSearch size={17} aria-hidden /> : null}
          rightSection={isLoading ? <Loader size={14} /> : null}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            setActive(0)
          }}
          onKeyDown={press}
          placeholder={inside === null ? t('palette.placeholder') : t('palette.inside', { title: inside.title })}
          role="combobox"
          aria-label={inside?.title ?? t('palette.title')}
          aria-expanded
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={index >= 0 ? optionId(index) : undefined}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
      </div>
      {choices.length === 0 && (
        <div className={classes.empty} role="status">
          {isLoading ? t('palette.looking') : hasFailed ? t('palette.failed') : t('palette.nothing')}
        </div>
      )}
      <div
        ref={list}
        id={listId}
        className={classes.options}
        role="listbox"
        aria-label={t('palette.count', { count: choices.length })}
        hidden={choices.length === 0}
      >
        {choices.map((choice, at) => {
          const isFirst = inside === null && query === '' && choices[at - 1]?.group !== choice.group
          return [
            isFirst ? (
              <div key={choice.group} role="presentation" className={classes.group}>
                {t(`groups.${choice.group}`)}
              </div>
            ) : null,
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard where one types
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus, and says which one is meant
            <div
              key={choice.id}
              id={optionId(at)}
              role="option"
              className={classes.option}
              aria-selected={at === index}
              onPointerMove={() => setActive(at)}
              onClick={() => choose(choice, inside)}
            >
              <span className={classes.name}>{'choices' in choice ? t('palette.inside', choice) : choice.title}</span>
              {choice.hint !== undefined && <span className={classes.hint}>{choice.hint}</span>}
              {choice.keys !== undefined && <Keys keys={choice.keys} />}
            </div>,
          ]
        })}
      </div>
    </div>
  )
}

// What is inside of another one means nothing without it.
function choose(command: Command, inside: Command | null): void {
  if (inside === null) rememberChosen(command)
  commands.run(command)
}
