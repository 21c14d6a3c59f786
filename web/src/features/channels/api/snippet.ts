/** How a system posts what a customer wrote, in Node.js. The secret comes from the environment: it never stands in code. */
export function postingSnippet(url: string): string {
  return `import { createHmac } from 'node:crypto'

const body = JSON.stringify({
  events: [
    {
      type: 'message',
      id: 'post-4711',
      at: new Date().toISOString(),
      contact: { address: 'customer-81', name: 'Ana Example' },
      text: 'Do you ship to Åland?',
    },
  ],
})
const seconds = Math.floor(Date.now() / 1000)
const signature = createHmac('sha256', process.env.FAIRLEAD_SIGNING_SECRET)
  .update(\`\${seconds}.\${body}\`)
  .digest('hex')

await fetch('${url}', {
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    'fairlead-signature': \`t=\${seconds},v1=\${signature}\`,
  },
  body,
})`
}
