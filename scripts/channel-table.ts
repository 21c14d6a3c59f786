/** `node scripts/channel-table.ts`: writes what the adapters declare into docs/channels/README.md. */
import { readFileSync, writeFileSync } from 'node:fs'
import { withTables } from '../server/src/channels/testing/table.ts'

const page = new URL('../docs/channels/README.md', import.meta.url)
writeFileSync(page, withTables(readFileSync(page, 'utf8')))
