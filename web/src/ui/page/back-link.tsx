import { Anchor } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import classes from './back-link.module.css'

export function BackLink({ to, label }: { to: NonNullable<LinkProps['to']>; label: string }) {
  return (
    <Anchor component={Link} to={to} className={classes.link} c="dimmed" fz={13}>
      <IconChevronLeft size={15} className={classes.icon} aria-hidden />
      {label}
    </Anchor>
  )
}
