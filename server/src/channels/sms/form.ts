/** The fields of a form, as they were sent: with what is empty, repeated or new to us. */
export function readForm(body: Uint8Array): URLSearchParams {
  return new URLSearchParams(new TextDecoder().decode(body))
}
