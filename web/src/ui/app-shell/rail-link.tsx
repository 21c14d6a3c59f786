import { UnstyledButton } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import { Tooltip } from '../tooltip.tsx'
import classes from './rail-link.module.css'

type Props = Readonly<{ to: NonNullable<LinkProps['to']>; label: string; icon: Icon }>

export function RailLink({ to, label, icon: Icon }: Props) {
  return (
    <Tooltip label={label} position="right" openDelay={300}>
      <UnstyledButton
        component={Link}
        to={to}
        className={classes.link}
        activeProps={{ 'data-active': true }}
        aria-label={label}
      >
        <Icon size={21} stroke={1.6} aria-hidden />
      </UnstyledButton>
    </Tooltip>
  )
}
