// What the ladder needs below its first rung, as one file to load.
export { polling } from '../../transports/polling.js'
export { websocket } from '../../transports/websocket.js'
