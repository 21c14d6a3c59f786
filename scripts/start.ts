/** `npm start` and `npm run demo`: builds what is missing, then becomes the server, or the demo around one. */
import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { build } from './build.ts'

// Half of a start is reading our sources. What came of it is kept beside the packages, where nobody else may write: the
// folder that Node takes by itself is everybody's.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'fairlead'))

const built = await build()
if (built.length > 0) console.error(`built: ${built.join(', ')}`)
if (process.argv.includes('--demo')) await import('./demo.ts')
else await import('../server/src/main.ts')
flushCompileCache()
