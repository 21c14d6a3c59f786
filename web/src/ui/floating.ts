/** What floats beside something else: 35 kB, gzipped, that nobody needs before they open one of these. */
export { Menu, Tooltip } from '@mantine/core'
