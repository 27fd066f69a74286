import { type PostOptions, post } from './post.ts'
import { fail, ok, type Result } from './result.ts'

/** Any answer of 2xx is a success; redirects are none, and what else is answered isn't read. */
export async function postJson(
  address: string,
  body: object,
  options: PostOptions,
): Promise<Result<void, string>> {
  const answered = await post(address, body, options, (answer) => {
    answer.destroy()
    return answer.statusCode ?? 0
  })
  if (!answered.ok) return answered
  const status = answered.value
  return status >= 200 && status < 300 ? ok(undefined) : fail(`it answers ${status}`)
}

export interface TextAnswer {
  readonly status: number
  readonly text: string
}

/** The same, and whatever it answers is read, as long as it is no longer than `maxBytes`. */
export const askByPost = (
  address: string,
  body: object,
  { maxBytes, ...options }: PostOptions & { readonly maxBytes: number },
): Promise<Result<TextAnswer, string>> =>
  post(address, body, options, async (answer) => {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > maxBytes) throw new Error(`it answers more than ${maxBytes} bytes`)
      chunks.push(chunk)
    }
    return { status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }
  })
