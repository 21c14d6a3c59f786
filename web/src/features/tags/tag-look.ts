import type { Tag } from '@fairlead/sdk'
import type { CSSProperties } from 'react'

/** For the classes of `tags.module.css`: the colour of a tag; of one that is not known, grey. */
export function tagStyle(color: Tag['color'] = 'gray'): CSSProperties {
  const style: Readonly<Record<`--${string}`, string>> = { '--tag-color': `var(--mantine-color-${color}-6)` }
  return style
}
