import type { ServerResponse } from 'node:http'
import type { Frame } from 'belfry/protocol'
import { type Sink, whenClosed } from './sink.js'

/** A request that waits for what its connection is sent. */
export interface PollSink extends Sink {
  /** What there was to tell; nothing where the time ran out or the reader left. */
  readonly frames: Promise<readonly Frame[]>
}

/** Waits for the first state or goodbye. Signs of life have no place in an answer. */
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
