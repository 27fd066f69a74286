import type { ServerContext } from './context.ts'
import type { Route } from './route.ts'
import { agentApiRoutes } from './routes/agentapi.ts'
import { agentRoutes } from './routes/agents.ts'
import { executionRoutes } from './routes/executions.ts'
import { fleetRoutes } from './routes/fleet.ts'
import { healthRoutes } from './routes/health.ts'
import { historyRoutes } from './routes/history.ts'
import { ownRoutes } from './routes/itself.ts'
import { lifeRoutes } from './routes/life.ts'
import { loginRoutes } from './routes/login.ts'
import { sessionRoutes } from './routes/sessions.ts'
import { taskRoutes } from './routes/tasks.ts'
import { waitRoutes } from './routes/wait.ts'
import { workRoutes } from './routes/work.ts'
import { workerRoutes } from './routes/workers.ts'

/** All that programs may ask for: what /openapi.json and the docs say of a server is made of these. */
export function routesOf(context: ServerContext): readonly Route[] {
  const routes = [
    ...[healthRoutes, taskRoutes, executionRoutes, sessionRoutes],
    ...[workerRoutes, waitRoutes, workRoutes, lifeRoutes, historyRoutes],
    ...[agentRoutes, agentApiRoutes, fleetRoutes, loginRoutes],
  ].flatMap((routesFor) => routesFor(context))
  return [...routes, ...ownRoutes(context, routes)]
}
