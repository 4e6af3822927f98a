// The provider first: elements that are on the page already find it when they are upgraded.
import './components/notification-provider/define.js'
import './components/notification-bell/define.js'
import './components/notification-inbox/define.js'
import './components/notification-preferences/define.js'
import './components/gamification-toasts/define.js'
