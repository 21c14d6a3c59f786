import { Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import classes from './section.module.css'

export function Section({
  title,
  description,
  children,
}: {
  title: string
  description?: ReactNode
  children: ReactNode
}) {
  const id = useId()
  return (
    <section className={classes.section} aria-labelledby={id}>
      <Title order={2} id={id}>
        {title}
      </Title>
      {description !== undefined && (
        <Text c="dimmed" component="div" maw={620}>
          {description}
        </Text>
      )}
      <div className={classes.content}>{children}</div>
    </section>
  )
}
