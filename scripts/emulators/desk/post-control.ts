/** Has an emulator do something, as from another process. */
export function postControl(url: string, path: string, body: object): Promise<Response> {
  return fetch(`${url}/control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}
