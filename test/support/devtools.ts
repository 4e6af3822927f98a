import type { ChildProcess } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

/** Chromium's own protocol (https://chromedevtools.github.io/devtools-protocol/). */
export interface Devtools {
  /**
   * Sends a command to the browser, or to what a session is attached to.
   *
   * @throws Error when it is refused, or the browser ends before it answers.
   */
  send<T = object>(method: string, params?: object, sessionId?: string): Promise<T>
}

interface Answer {
  readonly id?: number
  readonly result?: object
  readonly error?: { readonly message: string }
}

/**
 * Speaks with a Chromium that was started with `--remote-debugging-pipe`: it reads commands from its
 * file descriptor 3 and writes answers to 4, each ended by a zero byte.
 */
export function connectDevtools(chromium: ChildProcess): Devtools {
  const [, , , commands, answers] = chromium.stdio as [null, null, null, Writable, Readable]
  const waiting = new Map<number, (answer: Answer) => void>()
  let sent = 0
  let rest = ''

  answers.setEncoding('utf8')
  answers.on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0')
    rest = messages.pop() ?? ''
    for (const message of messages) {
      const answer = JSON.parse(message) as Answer
      if (answer.id === undefined) continue
      waiting.get(answer.id)?.(answer)
      waiting.delete(answer.id)
    }
  })
  const giveUp = () => {
    for (const settle of waiting.values()) settle({ error: { message: 'the browser has ended' } })
    waiting.clear()
  }
  chromium.on('exit', giveUp)
  commands.on('error', giveUp)

  return {
    send: <T>(method: string, params: object = {}, sessionId?: string) =>
      new Promise<T>((resolve, reject) => {
        sent += 1
        waiting.set(sent, ({ result, error }) => {
          if (error) reject(new Error(`${method}: ${error.message}`))
          else resolve(result as T)
        })
        const command = { id: sent, method, params, ...(sessionId && { sessionId }) }
        commands.write(`${JSON.stringify(command)}\0`)
      }),
  }
}
