import { createApp, h } from 'vue'
import { RouterView } from 'vue-router'
import { fillBell } from '../inbox'
import './links'
import { router } from './router'

createApp({ render: () => h(RouterView) })
  .use(router)
  .mount('#app')
fillBell('/vue-router')
