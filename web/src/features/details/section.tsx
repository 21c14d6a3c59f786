import { Collapse, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import classes from './section.module.css'
import { useFolded } from './use-folded.ts'

type Props = Readonly<{
  /** Under which this device remembers whether it is open. */
  name: string
  title: ReactNode
  /** At its right, also where it is folded. */
  aside?: ReactNode
  children: ReactNode
}>

/** A part of the panel that can be folded away, and stays so. */
export function DetailsSection({ name, title, aside, children }: Props) {
  const [isFolded, setFolded] = useFolded(name)
  const id = useId()

  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <h2 className={classes.title}>
          <UnstyledButton
            className={classes.toggle}
            aria-expanded={!isFolded}
            aria-controls={id}
            onClick={() => setFolded(!isFolded)}
          >
            <IconChevronDown size={14} className={classes.chevron} data-folded={isFolded || undefined} aria-hidden />
            {title}
          </UnstyledButton>
        </h2>
        {aside}
      </div>
      <Collapse expanded={!isFolded} id={id} transitionDuration={120}>
        {!isFolded && <div className={classes.content}>{children}</div>}
      </Collapse>
    </section>
  )
}
