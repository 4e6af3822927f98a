// The transports after the first one, in one file that loads when the first one fails.
export { polling } from '../../transports/polling.js'
export { websocket } from '../../transports/websocket.js'
