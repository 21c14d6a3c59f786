/** `npm start` and `npm run demo`: builds what is missing, then becomes the server, or the demo around one. */
import { build } from './build.ts'

const built = await build()
if (built.length > 0) console.error(`built: ${built.join(', ')}`)
if (process.argv.includes('--demo')) await import('./demo.ts')
else await import('../server/src/main.ts')
