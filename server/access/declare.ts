/** Routes of this program: declared for a Viewer, with one of our permissions. */
import { declareRead, declareRoute, type Route } from '../platform/http/route.ts';
import type { Permission } from './permissions.ts';
import type { Viewer } from './viewer.ts';

export type AppRoute = Route<Viewer, Permission>;

type ReadSpec = Parameters<typeof declareRead<Viewer, Permission>>[0];
type CommandSpec<Body> = Parameters<typeof declareRoute<Viewer, Permission, Body>>[0];

/** A route without a body. */
export const read = (spec: ReadSpec): AppRoute => declareRead<Viewer, Permission>(spec);

/** A route whose body is checked against a schema. */
export const command = <Body>(spec: CommandSpec<Body>): AppRoute => declareRoute<Viewer, Permission, Body>(spec);
