import type { ServerResponse } from 'node:http'
import type { Frame } from 'belfry/protocol'
import { type Sink, whenClosed } from './sink.js'

/** A sink for a poll that waits for the first frame of its connection. */
export interface PollSink extends Sink {
  /** The frames for the response; empty if the time ran out or the client left. */
  readonly frames: Promise<readonly Frame[]>
}

/**
 * Creates a sink that waits for the first state or `bye` frame. It ignores `hello` and heartbeats,
 * because a poll response does not need them.
 */
export function createPollSink(response: ServerResponse, waitMs: number): PollSink {
  let isWaiting = true
  let finish: (frames: readonly Frame[]) => void = () => undefined
  const frames = new Promise<readonly Frame[]>((resolve) => (finish = resolve))
  const answer = (...told: Frame[]): void => {
    isWaiting = false
    clearTimeout(timer)
    finish(told)
  }
  const timer = setTimeout(answer, waitMs)
  whenClosed(response, answer)
  return {
    frames,
    get isWritable() {
      return isWaiting
    },
    bufferedBytes: 0,
    write(frame) {
      if (frame.type !== 'hello' && frame.type !== 'heartbeat') answer(frame)
    },
    end: answer,
    onDrain: () => undefined,
    onClose: (listener) => whenClosed(response, listener),
  }
}
