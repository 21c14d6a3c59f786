import { Tooltip, UnstyledButton } from '@mantine/core'
import { useClickOutside, useDisclosure } from '@mantine/hooks'
import classes from './reports.module.css'

/** A word with what it means: for the mouse, the keyboard, and the finger, which can neither hover nor stay. */
export function Term({ label, hint }: { label: string; hint: string }) {
  const [isPinned, { toggle, close }] = useDisclosure(false)
  const button = useClickOutside<HTMLButtonElement>(close)
  return (
    <Tooltip
      label={hint}
      multiline
      w={250}
      events={{ hover: true, focus: true, touch: false }}
      {...(isPinned && { opened: true })}
    >
      <UnstyledButton
        ref={button}
        className={classes.term}
        onClick={toggle}
        onBlur={close}
        onKeyDown={({ key }) => key === 'Escape' && close()}
      >
        {label}
      </UnstyledButton>
    </Tooltip>
  )
}
