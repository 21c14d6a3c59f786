import { AppError } from '../errors.ts'
import type { Api } from './endpoint.ts'
import type { StaticFiles } from './static.ts'

const contentPolicy = [
  "default-src 'self'",
  // Mantine sets sizes and colours as style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** The app of agents and managers, and the widget's files. */
export function servePages(root: Api, files: StaticFiles): void {
  root.get('/widget.js', (c) => {
    c.header('cross-origin-resource-policy', 'cross-origin')
    return files.serve(c, 'widget/widget.js', { maxAgeSeconds: 300 })
  })
  root.get('/webchat/assets/:file', (c) =>
    files.serve(c, `widget/${c.req.param('file')}`, { isImmutable: c.req.query('v') !== undefined }),
  )
  root.get('/assets/*', (c) => files.serve(c, `web${c.req.path}`, { isImmutable: true }))
  root.get('*', async (c) => {
    if (/^\/(api|webhooks|webchat|media)\//.test(c.req.path)) throw new AppError('not_found')
    if (c.req.path === '/sw.js') {
      // A service worker of yesterday would look after the app of today.
      c.header('service-worker-allowed', '/')
      return files.serve(c, 'web/sw.js')
    }
    if (/\.\w+$/.test(c.req.path)) return files.serve(c, `web${c.req.path}`, { maxAgeSeconds: 3600 })
    if (!(await files.has('web/index.html'))) {
      throw new AppError('unavailable', {
        detail: 'The app is not built. Run `npm run build`, or start with `npm start`.',
      })
    }
    c.header('content-security-policy', contentPolicy)
    c.header('cache-control', 'no-cache')
    return files.serve(c, 'web/index.html')
  })
}
