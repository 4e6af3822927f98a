import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A proxy between a server and its database. */
export interface Gate {
  /** The URL of the database through the gate. */
  readonly url: string
  /** Closes every connection and refuses new ones, until `open` is called. */
  shut(): void
  open(): void
  /** Accepts data and forwards nothing, like a frozen machine, until `thaw` is called. */
  freeze(): void
  thaw(): void
  /** Closes every connection. New ones go to another database server. */
  leadTo(url: string): void
  close(): void
}

/** Starts a gate in front of a database. */
export async function startGate(url: string): Promise<Gate> {
  let target = new URL(url)
  let isOpen = true
  let isFrozen = false
  const sockets = new Set<Socket>()
  const gate = createServer((near) => {
    near.on('error', () => undefined)
    if (!isOpen) return void near.destroy()
    const far = connect(Number(target.port), target.hostname)
    far.on('error', () => undefined)
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) {
      sockets.add(socket)
      if (isFrozen) socket.pause()
      socket.once('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
  }).listen(0, '127.0.0.1')
  await once(gate, 'listening')
  const through = new URL(url)
  through.port = String((gate.address() as AddressInfo).port)
  const cut = (): void => sockets.forEach((socket) => socket.destroy())
  return {
    url: through.href,
    open: () => void (isOpen = true),
    shut() {
      isOpen = false
      cut()
    },
    freeze() {
      isFrozen = true
      sockets.forEach((socket) => socket.pause())
    },
    thaw() {
      isFrozen = false
      sockets.forEach((socket) => socket.resume())
    },
    leadTo(url) {
      target = new URL(url)
      cut()
    },
    close: () => void gate.close(),
  }
}
