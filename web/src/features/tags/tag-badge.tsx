import type { Tag } from '@fairlead/sdk'
import { Pill } from '@mantine/core'
import { tagStyle } from './tag-look.ts'
import classes from './tags.module.css'

export function TagBadge({ tag }: { tag: Pick<Tag, 'name' | 'color'> }) {
  return (
    <Pill className={classes.pill} style={tagStyle(tag.color)}>
      {tag.name}
    </Pill>
  )
}
