import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Api } from './endpoint.ts'

const files = [
  {
    name: 'swagger-ui-bundle.js',
    type: 'text/javascript; charset=utf-8',
    url: import.meta.resolve('swagger-ui-dist/swagger-ui-bundle.js'),
  },
  {
    name: 'swagger-ui.css',
    type: 'text/css; charset=utf-8',
    url: import.meta.resolve('swagger-ui-dist/swagger-ui.css'),
  },
]

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fairlead API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`

const start =
  "SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true, persistAuthorization: true })\n"

/** The description of the API for programs, and a page of it for people. Everything comes from this server. */
export function serveDocs(root: Api, api: Api, { publicUrl }: { publicUrl: string }): void {
  api.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' })
  api.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    // Browsers keep cookies of this prefix to https.
    name: `${publicUrl.startsWith('https:') ? '__Secure-' : ''}fairlead.session_token`,
  })
  root.get('/api/openapi.json', (c) =>
    c.json(
      api.getOpenAPI31Document({
        openapi: '3.1.0',
        info: { title: 'Fairlead', version: '1', description: 'Conversations with customers, assigned fairly.' },
        servers: [{ url: '/api/v1' }],
      }),
    ),
  )
  root.get('/api/docs', (c) => {
    c.header('content-security-policy', "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:")
    return c.html(page)
  })
  root.get('/api/docs/start.js', (c) => c.body(start, 200, { 'content-type': 'text/javascript; charset=utf-8' }))
  for (const { name, type, url } of files) {
    root.get(`/api/docs/${name}`, async (c) => {
      const bytes = await readFile(fileURLToPath(url))
      return c.body(new Uint8Array(bytes), 200, { 'content-type': type, 'cache-control': 'public, max-age=86400' })
    })
  }
}
