import '@angular/compiler'
import { Component, inject, provideZonelessChangeDetection } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import { ActivatedRoute, provideRouter, Router, RouterOutlet } from '@angular/router'

// Decorators are called as functions: this project has no step of Angular's own compiler.
class Start {}
Component({ selector: 'app-start', template: '<h1>Start</h1>' })(Start)

class Lesson {
  readonly route = inject(ActivatedRoute).snapshot
}
Component({
  selector: 'app-lesson',
  template:
    '<h1>Lesson {{ route.params["id"] }} ?tab={{ route.queryParams["tab"] }}#{{ route.fragment }}</h1>',
})(Lesson)

class Root {}
Component({ selector: 'app-root', imports: [RouterOutlet], template: '<router-outlet />' })(Root)

const application = await bootstrapApplication(Root, {
  providers: [
    provideZonelessChangeDetection(),
    provideRouter([
      { path: '', component: Start },
      { path: 'lessons/:id', component: Lesson },
    ]),
  ],
})

export const router = application.injector.get(Router)
